use std::time::Instant;
#[test]
fn prof() {
    let text = std::fs::read_to_string(crate::snapshot::fixtures("injection").join("openapi.yaml")).unwrap();
    use specwright_tests::{Files, generate};
    for _ in 0..3 {
    let t = Instant::now();
    for _ in 0..20 { let _ = generate(&Files::document("openapi.yaml", &text)); }
    println!("generate {:?}", t.elapsed()/20);
    }
    let mut s = specwright_ir::Sources::default(); let mut d = specwright_ir::Diagnostics::default();
    let f = Files::document("openapi.yaml", &text);
    let t = Instant::now();
    for _ in 0..20 { let doc = specwright_openapi::read::read(&f.input(), &f, &mut s, &mut d).unwrap(); std::hint::black_box(&doc); }
    println!("read {:?}", t.elapsed()/20);
    let doc = specwright_openapi::read::read(&f.input(), &f, &mut s, &mut d).unwrap();
    let t = Instant::now();
    for _ in 0..20 { std::hint::black_box(specwright_openapi::lower(&doc, &mut d)); }
    println!("lower {:?}", t.elapsed()/20);
    let api = specwright_openapi::lower(&doc, &mut d);
    let t = Instant::now();
    for _ in 0..20 { std::hint::black_box(specwright_rust::plan(&api, &specwright_tests::options(), &mut d)); }
    println!("plan {:?}", t.elapsed()/20);
    let plan = specwright_rust::plan(&api, &specwright_tests::options(), &mut d);
    let t = Instant::now();
    for _ in 0..20 { std::hint::black_box(specwright_rust::emit(&plan).unwrap()); }
    println!("emit {:?}", t.elapsed()/20);
    for p in crate::injection::payloads::all() {
        let t = Instant::now();
        let text = text.replace("Zq of the operation", "PAY");
        let json: String = serde_json::to_string(&p).unwrap();
        let text = text.replace("PAY", &json);
        let _ = generate(&Files::document("openapi.yaml", &text));
        let e = t.elapsed();
        if e.as_millis() > 60 { println!("{e:?} {}", p.chars().take(30).collect::<String>()); }
    }
}
