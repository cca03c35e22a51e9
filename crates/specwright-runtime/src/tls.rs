//! How the default transport proves who it is, and whom it believes.

use std::fmt;

use rustls::SupportedProtocolVersion;
use rustls::pki_types::pem::{PemObject, SectionKind};
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::version::TLS13;
use specwright_values::Secret;

use crate::settings::BuildError;

/// Who the client is, for servers that ask for a certificate (mTLS). Never prints its key.
#[derive(Clone)]
pub struct Identity {
    pem: Secret,
}

/// TLS 1.3, as the TLS library lists versions.
static ONLY_TLS13: [&SupportedProtocolVersion; 1] = [&TLS13];

/// What an identity consists of.
pub(crate) struct Certified {
    pub(crate) certificates: Vec<CertificateDer<'static>>,
    pub(crate) key: PrivateKeyDer<'static>,
}

/// A certificate authority that is believed besides those of the platform.
#[derive(Clone)]
pub struct RootCertificate {
    pem: Vec<u8>,
}

/// A version of TLS.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum TlsVersion {
    /// TLS 1.2 (RFC 5246), the oldest version that is spoken.
    V1_2,
    /// TLS 1.3 (RFC 8446).
    V1_3,
}

impl Identity {
    /// A certificate with those that lead to its authority, and its private key: PKCS #8, PKCS #1 or SEC 1, not encrypted.
    ///
    /// The two are checked against each other when a client is built.
    pub fn from_pem(certificates: impl AsRef<[u8]>, key: impl AsRef<[u8]>) -> Self {
        // What is no text is no PEM either, and refused with the rest that is none.
        let text = |bytes: &[u8]| Secret::from(String::from_utf8_lossy(bytes).into_owned());
        let (certificates, key) = (text(certificates.as_ref()), text(key.as_ref()));
        Self { pem: Secret::from(format!("{}\n{}\n", certificates.expose(), key.expose())) }
    }

    pub(crate) fn certified(&self) -> Result<Certified, BuildError> {
        let refuse = || BuildError::new("the client's identity is not a certificate and a private key in PEM");
        let (mut certificates, mut key) = (Vec::new(), None);
        for section in <(SectionKind, Vec<u8>)>::pem_slice_iter(self.pem.expose().as_bytes()) {
            let (kind, der) = section.map_err(|_| refuse())?;
            match kind {
                SectionKind::Certificate => certificates.push(der.into()),
                kind => key = Some(PrivateKeyDer::from_pem(kind, der).ok_or_else(refuse)?),
            }
        }
        match key {
            Some(key) if !certificates.is_empty() => Ok(Certified { certificates, key }),
            _ => Err(refuse()),
        }
    }
}

impl RootCertificate {
    /// One or more certificates of authorities.
    pub fn from_pem(pem: impl Into<Vec<u8>>) -> Self {
        Self { pem: pem.into() }
    }

    pub(crate) fn certificates(&self) -> Result<Vec<CertificateDer<'static>>, BuildError> {
        let bundle = CertificateDer::pem_slice_iter(&self.pem).collect::<Result<Vec<_>, _>>();
        let bundle = bundle.ok().filter(|bundle| !bundle.is_empty());
        bundle.ok_or_else(|| BuildError::new("a root certificate is not a certificate in PEM"))
    }
}

impl TlsVersion {
    pub(crate) fn and_newer(self) -> &'static [&'static SupportedProtocolVersion] {
        match self {
            Self::V1_2 => rustls::ALL_VERSIONS,
            Self::V1_3 => &ONLY_TLS13,
        }
    }
}

impl fmt::Debug for Identity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Identity(***)")
    }
}

impl fmt::Debug for RootCertificate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RootCertificate").field("pem_length", &self.pem.len()).finish()
    }
}
