//! Routing requests to operations.

use ::http::{Method, Request, header};

use super::super::any_operation::AnyOperation;
use super::super::service::Service;
use super::super::wording::Wording;
use super::codec::{Codec, Labels, OperationSource, RequestView, SMITHY_PROTOCOL, TARGET, service_codecs};
use super::content_type::media_type;
use super::customizations;
use super::form::{FORM, find_parameter, find_parameters};
use super::header::decode_value;
use super::percent;
use super::rejection::{Reason, Rejection};
use super::routes::{Found, Routes};
use super::server::Call;

/// A router of requests to the operations of one or more services, in the protocols that these speak.
///
/// ```ignore
/// static ROUTER: LazyLock<Router> = LazyLock::new(|| Router::new(lambda::operations::OPERATIONS));
/// ```
pub struct Router {
    services: Vec<ServiceRoutes>,
    wording: Wording,
    verifies_checksums: bool,
    /// The domains below which hosts are named after buckets.
    bucket_domains: Vec<String>,
}

/// The operations of one service.
struct ServiceRoutes {
    service: &'static Service,
    codecs: Vec<&'static dyn Codec>,
    /// Sorted by name.
    operations: Vec<&'static dyn AnyOperation>,
    routes: Routes,
}

impl std::fmt::Debug for Router {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_list().entries(self.services.iter().map(|it| it.service.name)).finish()
    }
}

impl Router {
    /// Creates a router for operations, such as all of a service's. Those of several services are distinguished by what the request
    /// says of the service: the header `X-Amz-Target`, the name in its signature, its host, and its path.
    pub fn new<'a>(operations: impl IntoIterator<Item = &'a &'static dyn AnyOperation>) -> Self {
        let mut services: Vec<ServiceRoutes> = Vec::new();
        for operation in operations {
            let service = operation.service();
            let index = services.iter().position(|it| it.service == service);
            let index = index.unwrap_or_else(|| {
                services.push(ServiceRoutes::new(service));
                services.len() - 1
            });
            if let Some(routes) = services.get_mut(index) {
                routes.add(*operation);
            }
        }
        for service in &mut services {
            service.operations.sort_by_key(|operation| operation.name());
        }
        let (wording, bucket_domains) = (Wording::Smithy, Vec::new());
        Self { services, wording, verifies_checksums: false, bucket_domains }
    }

    /// Sets the words in which responses tell violations of constraints. The default is [`Wording::Smithy`].
    #[must_use]
    pub fn with_wording(self, wording: Wording) -> Self {
        Self { wording, ..self }
    }

    /// Sets whether the checksums of requests are verified when their inputs are read: the header `Content-MD5` and those of S3 with
    /// the prefix `x-amz-checksum-`, also behind a body in chunks. A request is refused as S3 does if a checksum isn't that of the
    /// body, or if the operation requires one and there is none. By default, checksums aren't looked at.
    ///
    /// The checksum of a streamed member isn't verified if the body is empty: it is the server's to read.
    #[must_use]
    pub fn with_verified_checksums(self, verifies_checksums: bool) -> Self {
        Self { verifies_checksums, ..self }
    }

    /// Adds a domain, perhaps with a port, below which hosts are named after buckets of S3: with `localhost:9000`, the bucket of a
    /// request to `photos.localhost:9000` is `photos`. Those below AWS's domains are known.
    #[must_use]
    pub fn with_bucket_domain(mut self, domain: impl Into<String>) -> Self {
        self.bucket_domains.push(domain.into());
        self
    }

    /// Returns the operation of a request, with the request to read its input from.
    ///
    /// The body is only read later. If it is streamed, give an empty one and keep the stream.
    ///
    /// # Errors
    /// The request is for none of the operations. The rejection knows its response, in the protocol of the request.
    pub fn route<'r, B: AsRef<[u8]>>(
        &self,
        request: &'r Request<B>,
    ) -> Result<Call<'r>, Rejection> {
        let uri = request.uri();
        let call = self.route_view(RequestView {
            authority: uri.authority().map_or("", |authority| authority.as_str()),
            method: request.method(),
            path: uri.path(),
            query: uri.query().unwrap_or_default(),
            headers: request.headers(),
            body: request.body().as_ref(),
        })?;
        Ok(call.with_wording(self.wording).with_verified_checksums(self.verifies_checksums))
    }

    fn route_view<'r>(&self, request: RequestView<'r>) -> Result<Call<'r>, Rejection> {
        if let Some(protocol) = request.headers.get(SMITHY_PROTOCOL) {
            let source = |it: OperationSource| {
                matches!(it, OperationSource::RpcPath(name) if name.as_bytes() == protocol.as_bytes())
            };
            let services = self.services.iter();
            let speaking = services.filter_map(|it| Some((it, it.find_codec(source, request)?)));
            let speaking: Vec<_> = speaking.collect();
            if !speaking.is_empty() {
                return route_rpc(&speaking, request);
            }
        }
        if let Some(target) = request.headers.get(TARGET) {
            let target = decode_value(target);
            let (prefix, name) = target.rsplit_once('.').unwrap_or(("", &target));
            if let Some((service, codec)) = self.find_target(prefix, request) {
                return service.route_name(name, codec, request);
            }
        }
        if let Some(call) = self.route_action(request) {
            return call;
        }
        self.route_uri(request)
    }

    /// Routes a request of a query protocol, whose operation is a parameter. Among services that have the operation, the one with the
    /// request's version of the API counts.
    fn route_action<'r>(&self, request: RequestView<'r>) -> Option<Result<Call<'r>, Rejection>> {
        let speaking = |it: &&ServiceRoutes| {
            it.codecs.iter().any(|codec| codec.operation_source() == OperationSource::Action)
        };
        if !self.services.iter().any(|service| speaking(&service)) {
            return None;
        }
        let text = find_parameters(request).unwrap_or(request.query);
        let is_form = media_type(request.headers).is_none_or(|found| found == FORM);
        let action = find_parameter(text, "Action").filter(|_| is_form)?;
        let version = find_parameter(text, "Version").unwrap_or_default();
        let candidates: Vec<_> = self.candidates(request).filter(speaking).collect();
        let rank = |it: &&ServiceRoutes| (it.find_operation(&action).is_some(), it.service.version == version);
        let service = candidates.iter().copied().rev().max_by_key(rank)?;
        let codec = service.find_codec(|it| it == OperationSource::Action, request)?;
        Some(service.route_action(&action, codec, request))
    }

    /// Returns the service that the prefix of a target names; of a single service, it may be anything. Some clients write a namespace
    /// before the name of the service, others don't.
    fn find_target(
        &self,
        prefix: &str,
        request: RequestView<'_>,
    ) -> Option<(&ServiceRoutes, &'static dyn Codec)> {
        let with_target = || {
            let services = self.services.iter();
            services.filter_map(|it| Some((it, it.find_codec(|it| it == OperationSource::Target, request)?)))
        };
        let name = last_segment(prefix);
        let named = with_target()
            .find(|(it, _)| it.service.target_name() == prefix)
            .or_else(|| with_target().find(|(it, _)| last_segment(it.service.target_name()) == name));
        let only = || with_target().next().filter(|_| with_target().count() == 1);
        named.or_else(only)
    }

    fn route_uri<'r>(&self, request: RequestView<'r>) -> Result<Call<'r>, Rejection> {
        let mut rejected = None;
        for service in self.candidates(request) {
            let Some(codec) = service.find_codec(|it| it == OperationSource::Uri, request) else {
                continue;
            };
            let bucket = customizations::find(service.service)
                .and_then(|it| it.find_bucket(request.host(), &self.bucket_domains));
            let reason = match service.routes.find(request, bucket) {
                Found::Operation(operation, labels) => {
                    return Ok(Call::new(operation, codec, labels, request));
                }
                Found::InvalidLabel => Reason::Malformed("the path isn't UTF-8".to_owned()),
                Found::OtherMethod => Reason::MethodNotAllowed,
                Found::Nothing => Reason::UnknownOperation,
            };
            // A path that a service knows says more than one that it doesn't know.
            let is_better = rejected.is_none() || !matches!(reason, Reason::UnknownOperation);
            if is_better {
                rejected = Some((reason, codec, service.service));
            }
        }
        let first = || {
            let service = self.services.first()?;
            Some((Reason::UnknownOperation, *service.codecs.first()?, service.service))
        };
        match rejected.or_else(first) {
            Some((reason, codec, service)) => Err(Rejection::new(reason, codec, service)),
            None => Err(Rejection::without_protocol()),
        }
    }

    /// Returns the services that a request may be for: those that its signature and host name best.
    fn candidates<'s>(
        &'s self,
        request: RequestView<'s>,
    ) -> impl Iterator<Item = &'s ServiceRoutes> + 's {
        let names = (self.services.len() > 1).then(|| ServiceNames::of(request));
        let rank = move |it: &ServiceRoutes| Some(names.as_ref()?.match_service(it.service));
        let best = self.services.iter().map(&rank).max();
        self.services.iter().filter(move |it| Some(rank(it)) == best)
    }
}

/// The names of services in the head of a request.
struct ServiceNames<'r> {
    /// The name in the signature.
    signed: Option<String>,
    host: &'r str,
}

impl<'r> ServiceNames<'r> {
    fn of(request: RequestView<'r>) -> Self {
        Self { signed: signing_name(request), host: request.host() }
    }

    /// Returns whether the signature names a service, and whether the host does. Two services may share a name in signatures.
    fn match_service(&self, service: &Service) -> (bool, bool) {
        let first = service.endpoint_prefix.or(service.signing_name);
        let is_host = first.is_some_and(|first| self.host.split('.').any(|part| part == first));
        (self.signed.is_some() && self.signed.as_deref() == service.signing_name, is_host)
    }
}

impl ServiceRoutes {
    fn new(service: &'static Service) -> Self {
        Self {
            service,
            codecs: service_codecs(service).collect(),
            operations: Vec::new(),
            routes: Routes::default(),
        }
    }

    fn add(&mut self, operation: &'static dyn AnyOperation) {
        self.operations.push(operation);
        if self.codecs.iter().any(|codec| codec.operation_source() == OperationSource::Uri) {
            self.routes.add(operation);
        }
    }

    /// Returns the codec for requests that name their operation there: the one with the media type of the request, or else the
    /// first.
    fn find_codec(
        &self,
        is_source: impl Fn(OperationSource) -> bool,
        request: RequestView<'_>,
    ) -> Option<&'static dyn Codec> {
        let codecs = || self.codecs.iter().copied().filter(|it| is_source(it.operation_source()));
        let mut several = codecs();
        let first = several.next()?;
        if several.next().is_none() {
            return Some(first);
        }
        let found = media_type(request.headers);
        codecs().find(|codec| Some(codec.media_type()) == found.as_deref()).or(Some(first))
    }

    /// Returns the operation of this name.
    fn find_operation(&self, name: &str) -> Option<&'static dyn AnyOperation> {
        let found = self.operations.binary_search_by(|operation| operation.name().cmp(name));
        self.operations.get(found.ok()?).copied()
    }

    fn route_action<'r>(
        &self,
        name: &str,
        codec: &'static dyn Codec,
        request: RequestView<'r>,
    ) -> Result<Call<'r>, Rejection> {
        match self.find_operation(name) {
            Some(operation) => Ok(Call::new(operation, codec, Labels::new(), request)),
            None => Err(Rejection::new(Reason::UnknownOperation, codec, self.service)),
        }
    }

    fn route_name<'r>(
        &self,
        name: &str,
        codec: &'static dyn Codec,
        request: RequestView<'r>,
    ) -> Result<Call<'r>, Rejection> {
        match self.find_operation(name) {
            Some(operation) if request.method == Method::POST => {
                Ok(Call::new(operation, codec, Labels::new(), request))
            }
            Some(_) => Err(Rejection::new(Reason::MethodNotAllowed, codec, self.service)),
            None => Err(Rejection::new(Reason::UnknownOperation, codec, self.service)),
        }
    }
}

/// Returns the call of a request whose path ends with `/service/`, the service, `/operation/` and the operation.
fn route_rpc<'r>(
    speaking: &[(&ServiceRoutes, &'static dyn Codec)],
    request: RequestView<'r>,
) -> Result<Call<'r>, Rejection> {
    let mut parts = request.path.rsplit('/');
    let name = parts.next().unwrap_or_default();
    let parts = [parts.next(), parts.next(), parts.next()];
    // A second protocol in the head could mean another operation to a proxy.
    let is_ambiguous =
        ["x-amz-target", "x-amzn-target"].iter().any(|name| request.headers.contains_key(*name));
    let named = match parts {
        // The service may be its shape id.
        [Some("operation"), Some(service), Some("service")] if !is_ambiguous => {
            let service = last_segment(service);
            speaking.iter().find(|(it, _)| it.service.name == service)
        }
        _ => None,
    };
    match (named, speaking.first()) {
        (Some((service, codec)), _) => service.route_name(name, *codec, request),
        (None, Some((service, codec))) => {
            Err(Rejection::new(Reason::UnknownOperation, *codec, service.service))
        }
        (None, None) => Err(Rejection::without_protocol()),
    }
}

/// Returns a name without the namespace before it.
fn last_segment(name: &str) -> &str {
    name.rsplit('.').next().unwrap_or(name)
}

/// Returns the name of the service in the request's signature, which is in a header or in the query.
/// ([AWS: Signature Version 4](https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html))
fn signing_name(request: RequestView<'_>) -> Option<String> {
    let header = request.headers.get(header::AUTHORIZATION).map(decode_value);
    let credential = match &header {
        Some(text) => text.split_once("Credential=")?.1.split([',', ' ']).next()?.to_owned(),
        None => {
            let mut parts = request.query.split('&');
            let value = parts.find_map(|part| part.strip_prefix("X-Amz-Credential="))?;
            percent::decode_query(value)?.into_owned()
        }
    };
    // The access key, the date, the region, the service, and a constant. The key may have slashes.
    credential.rsplit('/').nth(1).map(str::to_owned)
}
