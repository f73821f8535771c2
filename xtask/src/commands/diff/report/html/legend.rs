//! The badges of changes, and their legend.

use maud::{Markup, html};
use shapesmith::review::SemverImpact;
use shapesmith_model::diff::WireImpact;

/// Renders a badge such as `wire risk`.
pub fn badge(scope: &str, level: &str) -> Markup {
    html! { span class=(format!("badge {level}")) { (scope) " " (level) } }
}

/// Renders the meaning of each badge.
pub fn render() -> Markup {
    let wire = [WireImpact::Safe, WireImpact::Risk, WireImpact::Break];
    let rust = [SemverImpact::Patch, SemverImpact::Minor, SemverImpact::Major];
    html! {
        dl .legend {
            dt { "An old client that talks to the new service:" }
            dd {
                @for impact in wire {
                    (badge("wire", impact.as_str())) " " (describe_wire_impact(impact)) " "
                }
            }
            dt { "Code that uses the generated crate:" }
            dd {
                @for impact in rust {
                    (badge("Rust", impact.as_str())) " " (describe_semver_impact(impact)) " "
                }
            }
        }
    }
}

fn describe_wire_impact(impact: WireImpact) -> &'static str {
    match impact {
        WireImpact::Safe => "works as before",
        WireImpact::Risk => "may fail",
        WireImpact::Break => "fails",
    }
}

fn describe_semver_impact(impact: SemverImpact) -> &'static str {
    match impact {
        SemverImpact::Patch => "compiles as before",
        SemverImpact::Minor => "can use something new, or gets a deprecation warning",
        SemverImpact::Major => "may fail to compile",
    }
}
