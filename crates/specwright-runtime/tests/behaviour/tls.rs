//! Certificates of both sides, against a server that asks for one.

use std::sync::Arc;

use rcgen::{BasicConstraints, CertificateParams, IsCa, Issuer, KeyPair};
use specwright_runtime::{Identity, RootCertificate, TlsVersion};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer};
use tokio_rustls::rustls::server::WebPkiClientVerifier;
use tokio_rustls::rustls::{RootCertStore, ServerConfig, SupportedProtocolVersion, version};

use crate::api::{Client, ClientBuilder, THING, thing};
use crate::mock::Mock;

/// An authority and a certificate of its making.
pub(crate) struct Authority {
    issuer: Issuer<'static, KeyPair>,
    certificate: rcgen::Certificate,
}

impl Authority {
    pub(crate) fn new() -> Self {
        let key = KeyPair::generate().expect("a key");
        let mut params = CertificateParams::new(Vec::new()).expect("parameters");
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        let certificate = params.self_signed(&key).expect("a certificate");
        Self { issuer: Issuer::new(params, key), certificate }
    }

    fn certify(&self, name: &str) -> (rcgen::Certificate, KeyPair) {
        let key = KeyPair::generate().expect("a key");
        let params = CertificateParams::new(vec![name.to_owned()]).expect("parameters");
        (params.signed_by(&key, &self.issuer).expect("a certificate"), key)
    }

    fn identity(&self) -> Identity {
        let (certificate, key) = self.certify("client.test");
        Identity::from_pem(certificate.pem(), key.serialize_pem())
    }

    fn root(&self) -> RootCertificate {
        RootCertificate::from_pem(self.certificate.pem())
    }

    /// Lets in who has a certificate of this authority.
    pub(crate) fn acceptor(&self, versions: &[&'static SupportedProtocolVersion], protocols: &[&str]) -> TlsAcceptor {
        let mut roots = RootCertStore::empty();
        roots.add(CertificateDer::from(self.certificate.der().to_vec())).expect("a root");
        let verifier = WebPkiClientVerifier::builder(Arc::new(roots)).build().expect("a verifier");
        let (certificate, key) = self.certify("127.0.0.1");
        let key = PrivateKeyDer::try_from(key.serialize_der()).expect("a key");
        let mut config = ServerConfig::builder_with_protocol_versions(versions)
            .with_client_cert_verifier(verifier)
            .with_single_cert(vec![CertificateDer::from(certificate.der().to_vec())], key)
            .expect("a configuration");
        config.alpn_protocols = protocols.iter().map(|name| name.as_bytes().to_vec()).collect();
        TlsAcceptor::from(Arc::new(config))
    }

    /// A server that lets in who has a certificate of this authority, and answers anything with a thing.
    pub(crate) async fn serve(&self, versions: &[&'static SupportedProtocolVersion]) -> String {
        let acceptor = self.acceptor(versions, &[]);
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let url = format!("https://{}", listener.local_addr().expect("an address"));
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let Ok(mut stream) = acceptor.accept(stream).await else { continue };
                let mut request = [0; 4096];
                let _ = stream.read(&mut request).await;
                let head = format!("HTTP/1.1 200 OK\r\nconnection: close\r\ncontent-length: {}\r\n\r\n", THING.len());
                let _ = stream.write_all(format!("{head}{THING}").as_bytes()).await;
                let _ = stream.shutdown().await;
            }
        });
        url
    }

    /// A client that this authority's servers let in.
    pub(crate) fn client(&self) -> ClientBuilder {
        Client::builder().identity(self.identity()).root_certificate(self.root())
    }
}

#[tokio::test]
async fn a_client_shows_its_certificate_and_believes_the_callers_authority() {
    let authority = Authority::new();
    let url = authority.serve(&[&version::TLS13, &version::TLS12]).await;
    let client = |set: &dyn Fn(ClientBuilder) -> ClientBuilder| {
        set(Client::builder().base_url(&url).max_attempts(1)).build().expect("a client")
    };
    let known = client(&|builder| builder.identity(authority.identity()).root_certificate(authority.root()));
    assert_eq!(known.get_thing("7").await.expect("a thing"), thing());
    let nameless = client(&|builder| builder.root_certificate(authority.root()));
    assert!(nameless.get_thing("7").await.expect_err("no certificate").is_transport());
    let other = Authority::new();
    let stranger = client(&|builder| builder.identity(other.identity()).root_certificate(authority.root()));
    assert!(stranger.get_thing("7").await.expect_err("a certificate of another authority").is_transport());
    let doubting = client(&|builder| builder.identity(authority.identity()).root_certificate(other.root()));
    assert!(doubting.get_thing("7").await.expect_err("a server of another authority").is_transport());
}

#[tokio::test]
async fn an_old_version_of_tls_can_be_refused() {
    let authority = Authority::new();
    let url = authority.serve(&[&version::TLS12]).await;
    let builder = Client::builder().base_url(url).max_attempts(1);
    let builder = builder.identity(authority.identity()).root_certificate(authority.root());
    let client = builder.clone().min_tls_version(TlsVersion::V1_2).build().expect("a client");
    assert_eq!(client.get_thing("7").await.expect("a thing"), thing());
    let client = builder.min_tls_version(TlsVersion::V1_3).build().expect("a client");
    assert!(client.get_thing("7").await.expect_err("an old version").is_transport());
}

#[test]
fn what_is_no_certificate_is_found_when_the_client_is_built() {
    let (certificate, key) = Authority::new().certify("client.test");
    let (_, other_key) = Authority::new().certify("client.test");
    let (certificate, key, other_key) = (certificate.pem(), key.serialize_pem(), other_key.serialize_pem());
    let build = |identity| {
        let error = Client::builder().base_url("https://h").identity(identity).build().expect_err("no identity");
        error.to_string()
    };
    let refused = "the client's identity is not a certificate and a private key in PEM";
    assert_eq!(build(Identity::from_pem("hush", "hush")), refused);
    assert_eq!(build(Identity::from_pem(&certificate, "")), refused);
    assert_eq!(build(Identity::from_pem("", &key)), refused);
    assert_eq!(build(Identity::from_pem([0xff, 0xfe], [0xff])), refused);
    let together = "the identity, root certificates, proxies and TLS version cannot be used together here";
    assert_eq!(build(Identity::from_pem(&certificate, &other_key)), together);
    let builder = Client::builder().base_url("https://h").root_certificate(RootCertificate::from_pem("hush"));
    assert_eq!(builder.build().expect_err("no root").to_string(), "a root certificate is not a certificate in PEM");
}

#[test]
fn settings_of_the_default_transport_are_not_passed_over_by_another() {
    let error = Mock::new(|_| None).client().min_tls_version(TlsVersion::V1_3).build().expect_err("two transports");
    assert!(error.to_string().starts_with("an identity, root certificates, proxies and a TLS version are for"));
}
