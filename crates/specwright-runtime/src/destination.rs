//! Where an operation goes, and whether the client's credentials may go there.

use std::borrow::Cow;

use http::Uri;

use crate::base_url::BaseUrl;
use crate::invalid::InvalidRequest;
use crate::origin::Origin;
use crate::server;
use crate::settings::BuildError;

/// What the caller has said about operations that have a server of their own.
#[derive(Clone, Debug, Default)]
pub(crate) struct Elsewhere {
    /// Servers of the document and where their operations go instead.
    replaced: Vec<(String, BaseUrl)>,
    /// Origins that may have the client's credentials besides that of the base URL.
    trusted: Vec<Origin>,
    allow_http: bool,
}

/// Where one request goes.
pub(crate) struct Destination<'a> {
    pub(crate) base: Cow<'a, BaseUrl>,
    /// The origin of a server that the client's credentials and headers are not for.
    pub(crate) stranger: Option<Origin>,
}

impl Elsewhere {
    pub(crate) fn new(replaced: &[(String, String)], trusted: &[String], allow_http: bool) -> Result<Self, BuildError> {
        let parse = |(declared, url): &(String, String)| {
            BaseUrl::parse(url, allow_http).map(|url| (declared.trim_end_matches('/').to_owned(), url))
        };
        let replaced = replaced.iter().map(parse).collect::<Result<_, _>>()?;
        let trusted = trusted.iter().map(|origin| Origin::parse(origin, allow_http)).collect::<Result<_, _>>()?;
        Ok(Self { replaced, trusted, allow_http })
    }

    /// Where an operation goes whose own server is `server`: as the document writes it, relative to the base URL.
    pub(crate) fn destination<'a>(
        &'a self,
        server: Option<&str>,
        base: &'a BaseUrl,
    ) -> Result<Destination<'a>, InvalidRequest> {
        let Some(server) = server else { return Ok(Destination { base: Cow::Borrowed(base), stranger: None }) };
        let declared = server.trim_end_matches('/');
        let own = match self.replaced.iter().find(|(known, _)| known == declared) {
            Some((_, url)) => Cow::Borrowed(url),
            None => {
                let url = server::resolve(base.as_str(), server);
                let url = BaseUrl::parse(&url, self.allow_http).map_err(|error| {
                    InvalidRequest::new(format!("the operation's own server cannot be used: {error}"))
                })?;
                Cow::Owned(url)
            }
        };
        let origin = own.origin();
        let stranger = origin.filter(|origin| !self.trusts(origin, base));
        Ok(Destination { base: own, stranger })
    }

    /// Lets a request go where a link leads to: to the origin that it would go to anyway, that of the base URL, or one
    /// that is trusted.
    pub(crate) fn redirect(&self, to: &mut Destination<'_>, link: &Uri, base: &BaseUrl) -> Result<(), InvalidRequest> {
        let has_user = link.authority().is_some_and(|authority| authority.as_str().contains('@'));
        let origin = Origin::of(link).filter(|_| !has_user && matches!(link.scheme_str(), Some("http" | "https")));
        let Some(origin) = origin else {
            return Err(InvalidRequest::new(
                "the link to the next page is no URL of http or https that can be followed",
            ));
        };
        if to.base.origin().as_ref() == Some(&origin) {
            return Ok(());
        }
        if self.trusts(&origin, base) {
            to.stranger = None;
            return Ok(());
        }
        Err(InvalidRequest::new(format!(
            "the link to the next page leads to `{origin}`, which is not the origin of the base URL; if that server may \
             have the request, say so with `trust_origin` on the client's builder"
        )))
    }

    fn trusts(&self, origin: &Origin, base: &BaseUrl) -> bool {
        base.origin().as_ref() == Some(origin) || self.trusted.contains(origin)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The base URL is `https://api.test/v1`; `https://up.test` is trusted, `https://old.test/a` replaced.
    #[track_caller]
    fn check(server: Option<&str>, expected: &str) {
        let base = BaseUrl::parse("https://api.test/v1", false).expect("a base URL");
        let replaced = [("https://old.test/a/".to_owned(), "https://new.test/b".to_owned())];
        let elsewhere = Elsewhere::new(&replaced, &["https://UP.test:443".to_owned()], false).expect("origins");
        let actual = match elsewhere.destination(server, &base) {
            Ok(Destination { base, stranger: None }) => base.as_str().to_owned(),
            Ok(Destination { base, stranger: Some(origin) }) => format!("{} (stranger {origin})", base.as_str()),
            Err(error) => error.to_string(),
        };
        assert_eq!(actual, expected);
    }

    #[test]
    fn without_a_server_of_its_own_an_operation_goes_to_the_base_url() {
        check(None, "https://api.test/v1");
    }

    #[test]
    fn a_relative_server_is_of_the_origin_of_the_base_url() {
        check(Some("/v2/"), "https://api.test/v2");
        check(Some("/"), "https://api.test");
        check(Some("v3"), "https://api.test/v3");
        check(Some("../../v3"), "https://api.test/v3");
    }

    #[test]
    fn another_origin_is_a_stranger_unless_it_is_trusted() {
        check(Some("https://api.test:443/v2"), "https://api.test:443/v2");
        check(Some("https://up.test/v2"), "https://up.test/v2");
        check(Some("https://up.test:8443/v2"), "https://up.test:8443/v2 (stranger https://up.test:8443)");
        check(Some("//evil.test/v2"), "https://evil.test/v2 (stranger https://evil.test)");
        check(Some("https://api.test.evil.test"), "https://api.test.evil.test (stranger https://api.test.evil.test)");
    }

    #[test]
    fn a_server_can_be_replaced() {
        check(Some("https://old.test/a"), "https://new.test/b (stranger https://new.test)");
    }

    #[test]
    fn a_server_that_no_request_can_go_to_is_refused() {
        let refused = "the operation's own server cannot be used: the base URL";
        check(
            Some("http://h"),
            &format!("{refused} is not https; call `allow_http(true)` if requests may travel unencrypted"),
        );
        check(Some("https://{x}.test"), &format!("{refused} is not a valid absolute URL"));
        check(Some("https://me:pw@h"), &format!("{refused} must not have a user or a password in it"));
    }

    #[test]
    fn trust_is_for_origins() {
        for text in ["https://h/path", "h", "", "https://h?x", "http://h"] {
            assert!(Elsewhere::new(&[], &[text.to_owned()], false).is_err(), "{text}");
        }
    }
}
