//! The constraints of a CreateFunction request as handwritten checks with the `regex` crate.

use std::ops::RangeInclusive;

use aws_shapes::lambda::*;
use regex::Regex;

/// The path of a member and the constraint that it violates.
type Violation = (String, &'static str);

/// The checks, with their compiled patterns.
pub struct Checks {
    name: Regex,
    role: Regex,
    handler: Regex,
    bucket: Regex,
    variable: Regex,
    layer: Regex,
    file_system: Regex,
    mount_path: Regex,
    code_signing: Regex,
    log_group: Regex,
}

/// Compiles a pattern, with ASCII digits as the service has them.
pub fn regex(pattern: &str) -> Regex {
    Regex::new(&pattern.replace(r"\d", "[0-9]")).expect("the crate supports the pattern")
}

impl Checks {
    pub fn new() -> Self {
        Self {
            name: regex(r"^(arn:(aws[a-zA-Z-]*)?:lambda:)?([a-z]{2}(-gov)?-[a-z]+-\d{1}:)?(\d{12}:)?(function:)?([a-zA-Z0-9-_]+)(:(\$LATEST|[a-zA-Z0-9-_]+))?$"),
            role: regex(r"^arn:(aws[a-zA-Z-]*)?:iam::\d{12}:role/?[a-zA-Z_0-9+=,.@\-_/]+$"),
            handler: regex(r"^[^\s]+$"),
            // The crate has no look-behind: a dot at the end is checked separately.
            bucket: regex(r"^[0-9A-Za-z\.\-_]*$"),
            variable: regex(r"^[a-zA-Z]([a-zA-Z0-9_])+$"),
            layer: regex(r"^arn:[a-zA-Z0-9-]+:lambda:[a-zA-Z0-9-]+:\d{12}:layer:[a-zA-Z0-9-_]+:[0-9]+$"),
            file_system: regex(r"^arn:aws[a-zA-Z-]*:elasticfilesystem:[a-z]{2}((-gov)|(-iso(b?)))?-[a-z]+-\d{1}:\d{12}:access-point/fsap-[a-f0-9]{17}$"),
            mount_path: regex(r"^/mnt/[a-zA-Z0-9-_.]+$"),
            code_signing: regex(r"^arn:(aws[a-zA-Z-]*)?:lambda:[a-z]{2}((-gov)|(-iso(b?)))?-[a-z]+-\d{1}:\d{12}:code-signing-config:csc-[a-z0-9]{17}$"),
            log_group: regex(r"^[\.\-_/#A-Za-z0-9]+$"),
        }
    }

    /// Returns the violations. Like the generator, this leaves out patterns that match every text.
    pub fn check(&self, value: &CreateFunctionRequest) -> Vec<Violation> {
        let mut found = Vec::new();
        let violations = &mut found;
        check_text(&value.function_name, "FunctionName", 1..=140, Some(&self.name), violations);
        check_known(value.runtime.as_ref(), "Runtime", |value| matches!(value, Runtime::Unknown(_)), violations);
        check_text(&value.role, "Role", 0..=usize::MAX, Some(&self.role), violations);
        check_optional(&value.handler, "Handler", 0..=128, Some(&self.handler), violations);
        self.check_code(&value.code, violations);
        check_optional(&value.description, "Description", 0..=256, None, violations);
        check_number(value.timeout, "Timeout", 1..=i32::MAX, violations);
        check_number(value.memory_size, "MemorySize", 128..=10_240, violations);
        if let Some(vpc) = &value.vpc_config {
            check_count(vpc.subnet_ids.as_deref(), "VpcConfig/SubnetIds", 0..=16, violations);
            check_count(vpc.security_group_ids.as_deref(), "VpcConfig/SecurityGroupIds", 0..=5, violations);
        }
        check_known(value.package_type.as_ref(), "PackageType", |value| matches!(value, PackageType::Unknown(_)), violations);
        let variables = value.environment.iter().filter_map(|value| value.variables.as_ref());
        for name in variables.flat_map(|variables| variables.keys()) {
            check_text(name, "Environment/Variables", 0..=usize::MAX, Some(&self.variable), violations);
        }
        let mode = value.tracing_config.as_ref().and_then(|value| value.mode.as_ref());
        check_known(mode, "TracingConfig/Mode", |value| matches!(value, TracingMode::Unknown(_)), violations);
        for layer in value.layers.iter().flatten() {
            check_text(layer, "Layers", 1..=140, Some(&self.layer), violations);
        }
        self.check_file_systems(value, violations);
        if let Some(image) = &value.image_config {
            check_count(image.entry_point.as_deref(), "ImageConfig/EntryPoint", 0..=1500, violations);
            check_count(image.command.as_deref(), "ImageConfig/Command", 0..=1500, violations);
            check_optional(&image.working_directory, "ImageConfig/WorkingDirectory", 0..=1000, None, violations);
        }
        check_optional(&value.code_signing_config_arn, "CodeSigningConfigArn", 0..=200, Some(&self.code_signing), violations);
        check_count(value.architectures.as_deref(), "Architectures", 1..=1, violations);
        for architecture in value.architectures.iter().flatten() {
            check_known(Some(architecture), "Architectures", |value| matches!(value, Architecture::Unknown(_)), violations);
        }
        if value.ephemeral_storage.as_ref().is_some_and(|value| value.size.is_none()) {
            violations.push(("EphemeralStorage/Size".to_owned(), "required"));
        }
        check_number(value.ephemeral_storage.as_ref().and_then(|value| value.size), "EphemeralStorage/Size", 512..=10_240, violations);
        let apply_on = value.snap_start.as_ref().and_then(|value| value.apply_on.as_ref());
        check_known(apply_on, "SnapStart/ApplyOn", |value| matches!(value, SnapStartApplyOn::Unknown(_)), violations);
        self.check_logging(value.logging_config.as_ref(), violations);
        found
    }

    fn check_code(&self, code: &FunctionCode, violations: &mut Vec<Violation>) {
        check_optional(&code.s3_bucket, "Code/S3Bucket", 3..=63, Some(&self.bucket), violations);
        if code.s3_bucket.as_ref().is_some_and(|bucket| bucket.ends_with('.')) {
            violations.push(("Code/S3Bucket".to_owned(), "pattern"));
        }
        check_optional(&code.s3_key, "Code/S3Key", 1..=1024, None, violations);
        check_optional(&code.s3_object_version, "Code/S3ObjectVersion", 1..=1024, None, violations);
    }

    fn check_file_systems(&self, value: &CreateFunctionRequest, violations: &mut Vec<Violation>) {
        check_count(value.file_system_configs.as_deref(), "FileSystemConfigs", 0..=1, violations);
        for config in value.file_system_configs.iter().flatten() {
            check_required(&config.arn, "FileSystemConfigs/Arn", 0..=200, Some(&self.file_system), violations);
            check_required(&config.local_mount_path, "FileSystemConfigs/LocalMountPath", 0..=160, Some(&self.mount_path), violations);
        }
    }

    fn check_logging(&self, value: Option<&LoggingConfig>, violations: &mut Vec<Violation>) {
        let Some(value) = value else { return };
        check_known(value.log_format.as_ref(), "LoggingConfig/LogFormat", |value| matches!(value, LogFormat::Unknown(_)), violations);
        check_known(value.application_log_level.as_ref(), "LoggingConfig/ApplicationLogLevel", |value| matches!(value, ApplicationLogLevel::Unknown(_)), violations);
        check_known(value.system_log_level.as_ref(), "LoggingConfig/SystemLogLevel", |value| matches!(value, SystemLogLevel::Unknown(_)), violations);
        check_optional(&value.log_group, "LoggingConfig/LogGroup", 1..=512, Some(&self.log_group), violations);
    }
}

fn check_optional(value: &Option<String>, path: &str, length: RangeInclusive<usize>, pattern: Option<&Regex>, violations: &mut Vec<Violation>) {
    if let Some(value) = value {
        check_text(value, path, length, pattern, violations);
    }
}

fn check_required(value: &Option<String>, path: &str, length: RangeInclusive<usize>, pattern: Option<&Regex>, violations: &mut Vec<Violation>) {
    match value {
        Some(value) => check_text(value, path, length, pattern, violations),
        None => violations.push((path.to_owned(), "required")),
    }
}

fn check_text(value: &str, path: &str, length: RangeInclusive<usize>, pattern: Option<&Regex>, violations: &mut Vec<Violation>) {
    if length != (0..=usize::MAX) && !length.contains(&value.chars().count()) {
        violations.push((path.to_owned(), "length"));
    }
    if pattern.is_some_and(|pattern| !pattern.is_match(value)) {
        violations.push((path.to_owned(), "pattern"));
    }
}

fn check_number(value: Option<i32>, path: &str, range: RangeInclusive<i32>, violations: &mut Vec<Violation>) {
    if value.is_some_and(|value| !range.contains(&value)) {
        violations.push((path.to_owned(), "range"));
    }
}

fn check_count<T>(value: Option<&[T]>, path: &str, length: RangeInclusive<usize>, violations: &mut Vec<Violation>) {
    if value.is_some_and(|value| !length.contains(&value.len())) {
        violations.push((path.to_owned(), "length"));
    }
}

fn check_known<T>(value: Option<&T>, path: &str, is_unknown: fn(&T) -> bool, violations: &mut Vec<Violation>) {
    if value.is_some_and(is_unknown) {
        violations.push((path.to_owned(), "enum"));
    }
}
