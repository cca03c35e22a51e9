//! What rustdoc itself makes of hostile descriptions.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::hostile::HOSTILE;
use super::{doc_inline, doc_lines};

/// A crate in a folder of its own that goes away with it.
struct TestCrate(PathBuf);

impl TestCrate {
    fn new(items: &[TokenStream]) -> Self {
        let folder = std::env::temp_dir().join(format!("specwright-docs-{}", std::process::id()));
        fs::create_dir_all(folder.join("src")).unwrap();
        let manifest = "[package]\nname = \"hostile\"\nedition = \"2024\"\n\n[workspace]\n";
        fs::write(folder.join("Cargo.toml"), manifest).unwrap();
        fs::write(folder.join("src/lib.rs"), crate::render::render_items(items.to_vec()).unwrap()).unwrap();
        TestCrate(folder)
    }

    /// What `cargo` prints for `arguments`, if it is content.
    #[track_caller]
    fn cargo(&self, arguments: &[&str]) -> String {
        let output = Command::new(env!("CARGO"))
            .args(arguments)
            .args(["--offline", "--target-dir", "target"])
            .env("RUSTDOCFLAGS", "-D warnings -D rustdoc::unescaped_backticks")
            .current_dir(&self.0)
            .output()
            .unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    }

    fn page(&self, name: &str) -> String {
        fs::read_to_string(self.0.join("target/doc/hostile").join(Path::new(name))).unwrap()
    }
}

impl Drop for TestCrate {
    fn drop(&mut self) {
        // A folder that stays behind in the temporary folder is no reason to fail.
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// The tags of a page that load, run or submit something.
fn active_tags(page: &str) -> Vec<&str> {
    const ACTIVE: &[&str] =
        &["script", "style", "iframe", "svg", "img", "object", "embed", "base", "form", "link", "meta", "input"];
    let tags = page.split('<').skip(1).map(|tag| tag.split('>').next().unwrap_or(tag));
    let is_active = |tag: &&str| {
        let lower = tag.to_ascii_lowercase();
        let name = lower.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default();
        ACTIVE.contains(&name) || lower.contains("javascript:") || lower.contains(" on")
    };
    tags.filter(is_active).collect()
}

#[test]
fn rustdoc_runs_nothing_and_warns_of_nothing() {
    let hostile = HOSTILE.iter().enumerate().map(|(nth, description)| {
        let name = format_ident!("Hostile{nth}");
        let lines = doc_lines(description);
        let title = format!(" {}", doc_inline(description));
        quote! {
            #(#[doc = #lines])*
            pub struct #name {
                #[doc = #title]
                pub title: u8,
            }
        }
    });
    let plain = quote! {
        #![doc = " Descriptions."]
        #[doc = " A description."]
        pub struct Plain {
            #[doc = " A title."]
            pub title: u8,
        }
    };
    let test_crate = TestCrate::new(&[plain].into_iter().chain(hostile).collect::<Vec<_>>());

    test_crate.cargo(&["doc"]);
    let tests = test_crate.cargo(&["test", "--doc"]);

    assert!(tests.contains("running 0 tests"), "{tests}");
    let plain = test_crate.page("struct.Plain.html");
    assert!(!active_tags(&plain).is_empty(), "rustdoc's own scripts are found");
    for (nth, description) in HOSTILE.iter().enumerate() {
        let page = test_crate.page(&format!("struct.Hostile{nth}.html"));
        let found = active_tags(&page);
        let expected = active_tags(&plain);
        let own = |tag: &&str| !tag.starts_with("meta name=\"description\"");
        assert_eq!(
            found.iter().filter(|tag| own(tag)).count(),
            expected.iter().filter(|tag| own(tag)).count(),
            "{description:?}: {found:?}"
        );
    }
}
