//! What is said and believed when a connection is encrypted.

use std::sync::Arc;

use rustls::ClientConfig;
use rustls::crypto::{CryptoProvider, aws_lc_rs};
use rustls::pki_types::CertificateDer;
use rustls_platform_verifier::Verifier;

use super::Wire;
use crate::settings::BuildError;
use crate::tls::{Certified, RootCertificate, TlsVersion};

/// HTTP/2 if the server speaks it, and HTTP/1.1 otherwise.
const PROTOCOLS: [&[u8]; 2] = [b"h2", b"http/1.1"];

pub(super) fn of(wire: &Wire) -> Result<ClientConfig, BuildError> {
    let certified = wire.identity.as_ref().map(|identity| identity.certified()).transpose()?;
    let roots = wire.roots.iter().map(RootCertificate::certificates).collect::<Result<Vec<_>, _>>()?.concat();
    config(certified, roots, wire.min_tls.unwrap_or(TlsVersion::V1_2)).map_err(|error| {
        let message = match wire.is_empty() {
            true => "the TLS or DNS setup of this machine cannot be used",
            false => "the identity, root certificates, proxies and TLS version cannot be used together here",
        };
        BuildError::new(message).caused_by(error)
    })
}

fn config(
    certified: Option<Certified>,
    roots: Vec<CertificateDer<'static>>,
    oldest: TlsVersion,
) -> Result<ClientConfig, rustls::Error> {
    // What the program has chosen for all of its connections, if it has.
    let provider = CryptoProvider::get_default().cloned().unwrap_or_else(|| Arc::new(aws_lc_rs::default_provider()));
    let verifier = verifier(roots, Arc::clone(&provider))?;
    let builder = ClientConfig::builder_with_provider(provider).with_protocol_versions(oldest.and_newer())?;
    let builder = builder.dangerous().with_custom_certificate_verifier(Arc::new(verifier));
    let mut config = match certified {
        Some(Certified { certificates, key }) => builder.with_client_auth_cert(certificates, key)?,
        None => builder.with_no_client_auth(),
    };
    config.alpn_protocols = PROTOCOLS.map(<[u8]>::to_vec).to_vec();
    Ok(config)
}

/// The verifier of the platform, which believes some more authorities.
#[cfg(not(target_os = "android"))]
fn verifier(roots: Vec<CertificateDer<'static>>, provider: Arc<CryptoProvider>) -> Result<Verifier, rustls::Error> {
    match roots.is_empty() {
        true => Verifier::new(provider),
        false => Verifier::new_with_extra_roots(roots, provider),
    }
}

/// The verifier of the platform, which cannot be told to believe more.
#[cfg(target_os = "android")]
fn verifier(roots: Vec<CertificateDer<'static>>, provider: Arc<CryptoProvider>) -> Result<Verifier, rustls::Error> {
    match roots.is_empty() {
        true => Verifier::new(provider),
        false => Err(rustls::Error::General("this platform takes no further root certificates".to_owned())),
    }
}
