//! The constraints of a CreateFunction as somebody would check them by hand, with the `regex` crate.

use std::ops::RangeInclusive;

use aws_shapes::lambda::*;
use regex::Regex;

/// A member that violates something, and what.
type Wrong = (String, &'static str);

/// The patterns, compiled once.
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

/// Digits are ASCII here as they are for the service.
pub fn regex(pattern: &str) -> Regex {
    Regex::new(&pattern.replace(r"\d", "[0-9]")).expect("the pattern is one of the crate's dialect")
}

impl Checks {
    pub fn new() -> Self {
        Self {
            name: regex(r"^(arn:(aws[a-zA-Z-]*)?:lambda:)?([a-z]{2}(-gov)?-[a-z]+-\d{1}:)?(\d{12}:)?(function:)?([a-zA-Z0-9-_]+)(:(\$LATEST|[a-zA-Z0-9-_]+))?$"),
            role: regex(r"^arn:(aws[a-zA-Z-]*)?:iam::\d{12}:role/?[a-zA-Z_0-9+=,.@\-_/]+$"),
            handler: regex(r"^[^\s]+$"),
            // The crate has no look-behind: that the last character is no dot is checked apart.
            bucket: regex(r"^[0-9A-Za-z\.\-_]*$"),
            variable: regex(r"^[a-zA-Z]([a-zA-Z0-9_])+$"),
            layer: regex(r"^arn:[a-zA-Z0-9-]+:lambda:[a-zA-Z0-9-]+:\d{12}:layer:[a-zA-Z0-9-_]+:[0-9]+$"),
            file_system: regex(r"^arn:aws[a-zA-Z-]*:elasticfilesystem:[a-z]{2}((-gov)|(-iso(b?)))?-[a-z]+-\d{1}:\d{12}:access-point/fsap-[a-f0-9]{17}$"),
            mount_path: regex(r"^/mnt/[a-zA-Z0-9-_.]+$"),
            code_signing: regex(r"^arn:(aws[a-zA-Z-]*)?:lambda:[a-z]{2}((-gov)|(-iso(b?)))?-[a-z]+-\d{1}:\d{12}:code-signing-config:csc-[a-z0-9]{17}$"),
            log_group: regex(r"^[\.\-_/#A-Za-z0-9]+$"),
        }
    }

    /// What is wrong; the patterns that everything matches are left out, as the generator leaves them out.
    pub fn check(&self, value: &CreateFunctionRequest) -> Vec<Wrong> {
        let mut wrong = Vec::new();
        let to = &mut wrong;
        text(&value.function_name, "FunctionName", 1..=140, Some(&self.name), to);
        known(value.runtime.as_ref(), "Runtime", |value| matches!(value, Runtime::Unknown(_)), to);
        text(&value.role, "Role", 0..=usize::MAX, Some(&self.role), to);
        optional(&value.handler, "Handler", 0..=128, Some(&self.handler), to);
        self.code(&value.code, to);
        optional(&value.description, "Description", 0..=256, None, to);
        number(value.timeout, "Timeout", 1..=i32::MAX, to);
        number(value.memory_size, "MemorySize", 128..=10_240, to);
        if let Some(vpc) = &value.vpc_config {
            count(vpc.subnet_ids.as_deref(), "VpcConfig/SubnetIds", 0..=16, to);
            count(vpc.security_group_ids.as_deref(), "VpcConfig/SecurityGroupIds", 0..=5, to);
        }
        known(value.package_type.as_ref(), "PackageType", |value| matches!(value, PackageType::Unknown(_)), to);
        let variables = value.environment.iter().filter_map(|value| value.variables.as_ref());
        for name in variables.flat_map(|variables| variables.keys()) {
            text(name, "Environment/Variables", 0..=usize::MAX, Some(&self.variable), to);
        }
        let mode = value.tracing_config.as_ref().and_then(|value| value.mode.as_ref());
        known(mode, "TracingConfig/Mode", |value| matches!(value, TracingMode::Unknown(_)), to);
        for layer in value.layers.iter().flatten() {
            text(layer, "Layers", 1..=140, Some(&self.layer), to);
        }
        self.file_systems(value, to);
        if let Some(image) = &value.image_config {
            count(image.entry_point.as_deref(), "ImageConfig/EntryPoint", 0..=1500, to);
            count(image.command.as_deref(), "ImageConfig/Command", 0..=1500, to);
            optional(&image.working_directory, "ImageConfig/WorkingDirectory", 0..=1000, None, to);
        }
        optional(&value.code_signing_config_arn, "CodeSigningConfigArn", 0..=200, Some(&self.code_signing), to);
        count(value.architectures.as_deref(), "Architectures", 1..=1, to);
        for architecture in value.architectures.iter().flatten() {
            known(Some(architecture), "Architectures", |value| matches!(value, Architecture::Unknown(_)), to);
        }
        if value.ephemeral_storage.as_ref().is_some_and(|value| value.size.is_none()) {
            to.push(("EphemeralStorage/Size".to_owned(), "required"));
        }
        number(value.ephemeral_storage.as_ref().and_then(|value| value.size), "EphemeralStorage/Size", 512..=10_240, to);
        let apply_on = value.snap_start.as_ref().and_then(|value| value.apply_on.as_ref());
        known(apply_on, "SnapStart/ApplyOn", |value| matches!(value, SnapStartApplyOn::Unknown(_)), to);
        self.logging(value.logging_config.as_ref(), to);
        wrong
    }

    fn code(&self, code: &FunctionCode, to: &mut Vec<Wrong>) {
        optional(&code.s3_bucket, "Code/S3Bucket", 3..=63, Some(&self.bucket), to);
        if code.s3_bucket.as_ref().is_some_and(|bucket| bucket.ends_with('.')) {
            to.push(("Code/S3Bucket".to_owned(), "pattern"));
        }
        optional(&code.s3_key, "Code/S3Key", 1..=1024, None, to);
        optional(&code.s3_object_version, "Code/S3ObjectVersion", 1..=1024, None, to);
    }

    fn file_systems(&self, value: &CreateFunctionRequest, to: &mut Vec<Wrong>) {
        count(value.file_system_configs.as_deref(), "FileSystemConfigs", 0..=1, to);
        for config in value.file_system_configs.iter().flatten() {
            required(&config.arn, "FileSystemConfigs/Arn", 0..=200, Some(&self.file_system), to);
            required(&config.local_mount_path, "FileSystemConfigs/LocalMountPath", 0..=160, Some(&self.mount_path), to);
        }
    }

    fn logging(&self, value: Option<&LoggingConfig>, to: &mut Vec<Wrong>) {
        let Some(value) = value else { return };
        known(value.log_format.as_ref(), "LoggingConfig/LogFormat", |value| matches!(value, LogFormat::Unknown(_)), to);
        known(value.application_log_level.as_ref(), "LoggingConfig/ApplicationLogLevel", |value| matches!(value, ApplicationLogLevel::Unknown(_)), to);
        known(value.system_log_level.as_ref(), "LoggingConfig/SystemLogLevel", |value| matches!(value, SystemLogLevel::Unknown(_)), to);
        optional(&value.log_group, "LoggingConfig/LogGroup", 1..=512, Some(&self.log_group), to);
    }
}

fn optional(value: &Option<String>, path: &str, length: RangeInclusive<usize>, pattern: Option<&Regex>, to: &mut Vec<Wrong>) {
    if let Some(value) = value {
        text(value, path, length, pattern, to);
    }
}

fn required(value: &Option<String>, path: &str, length: RangeInclusive<usize>, pattern: Option<&Regex>, to: &mut Vec<Wrong>) {
    match value {
        Some(value) => text(value, path, length, pattern, to),
        None => to.push((path.to_owned(), "required")),
    }
}

fn text(value: &str, path: &str, length: RangeInclusive<usize>, pattern: Option<&Regex>, to: &mut Vec<Wrong>) {
    if length != (0..=usize::MAX) && !length.contains(&value.chars().count()) {
        to.push((path.to_owned(), "length"));
    }
    if pattern.is_some_and(|pattern| !pattern.is_match(value)) {
        to.push((path.to_owned(), "pattern"));
    }
}

fn number(value: Option<i32>, path: &str, range: RangeInclusive<i32>, to: &mut Vec<Wrong>) {
    if value.is_some_and(|value| !range.contains(&value)) {
        to.push((path.to_owned(), "range"));
    }
}

fn count<T>(value: Option<&[T]>, path: &str, length: RangeInclusive<usize>, to: &mut Vec<Wrong>) {
    if value.is_some_and(|value| !length.contains(&value.len())) {
        to.push((path.to_owned(), "length"));
    }
}

fn known<T>(value: Option<&T>, path: &str, is_unknown: fn(&T) -> bool, to: &mut Vec<Wrong>) {
    if value.is_some_and(is_unknown) {
        to.push((path.to_owned(), "enum"));
    }
}
