//! Nothing that the generator is made of can reach a network.

use std::{fs, path::Path, process::Command};

/// Crates that open sockets, speak HTTP or TLS, or wait for either.
const SPEAKERS: &[&str] = &[
    "actix-web",
    "async-io",
    "async-std",
    "attohttpc",
    "axum",
    "curl",
    "curl-sys",
    "h2",
    "h3",
    "hyper",
    "hyper-util",
    "isahc",
    "minreq",
    "mio",
    "native-tls",
    "openssl",
    "openssl-sys",
    "polling",
    "quinn",
    "reqwest",
    "rustls",
    "smol",
    "socket2",
    "surf",
    "tiny_http",
    "tokio",
    "tonic",
    "tungstenite",
    "ureq",
    "warp",
    "webpki",
    "wreq",
];

/// The names of the packages that the generator is built from.
fn packages() -> Vec<String> {
    let output = Command::new(env!("CARGO"))
        .args(["tree", "--offline", "--package", "xtask", "--edges", "normal,build", "--prefix", "none", "--no-dedupe"])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let lines = String::from_utf8(output.stdout).unwrap();
    let mut names: Vec<String> = lines.lines().filter_map(|line| line.split(' ').next().map(str::to_owned)).collect();
    names.sort();
    names.dedup();
    names
}

#[test]
fn no_crate_that_speaks_to_a_network_is_built_in() {
    let packages = packages();
    for own in ["xtask", "specwright-openapi", "specwright-rust", "serde_json"] {
        assert!(packages.iter().any(|name| name == own), "{own} is not in the tree: {packages:?}");
    }
    let speakers: Vec<_> = packages.iter().filter(|name| SPEAKERS.contains(&name.as_str())).collect();
    assert!(speakers.is_empty(), "{speakers:?}");
}

#[test]
fn no_line_of_the_generator_names_a_socket() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let folders = ["xtask", "crates/specwright-ir", "crates/specwright-openapi", "crates/specwright-rust"];
    let mut open: Vec<_> = folders.iter().map(|folder| root.join(folder).join("src")).collect();
    let mut read = 0;
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
                continue;
            }
            let text = fs::read_to_string(&path).unwrap();
            for word in
                ["std::net", "os::unix::net", "TcpStream", "TcpListener", "UdpSocket", "UnixStream", "ToSocketAddrs"]
            {
                assert!(!text.contains(word), "{} names {word}", path.display());
            }
            read += 1;
        }
    }
    assert!(read > 100, "only {read} files were read");
}
