//! Batches of services, each of which becomes a program.

use crate::console::pluralize;
use crate::services::Service;

/// The number of shapes whose services are compiled into one program, unless a single service has more. It bounds the memory
/// of the compiler.
const MAX_SHAPES: usize = 3_000;

/// Divides services into batches, each of which becomes a program.
pub fn create_batches(services: &[Service]) -> Vec<&[Service]> {
    let mut batches = Vec::new();
    let mut rest = services;
    while let Some(first) = rest.first() {
        let mut shapes = first.shapes;
        let fits = |service: &&Service| {
            shapes += service.shapes;
            shapes <= MAX_SHAPES
        };
        let number = 1 + rest.iter().skip(1).take_while(fits).count();
        let (batch, others) = rest.split_at(number);
        batches.push(batch);
        rest = others;
    }
    batches
}

/// Returns the names of the services, for messages.
pub fn describe_batch(batch: &[Service]) -> String {
    let name = batch.first().map_or("", |service| &service.name);
    match batch.len() {
        1 => name.to_owned(),
        number => format!("{name} and {}", pluralize(number - 1, "other service")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn batches_are_bounded_unless_a_service_is_larger() {
        let sizes = [MAX_SHAPES + 1, MAX_SHAPES, MAX_SHAPES - 1, 1, 1, 1];
        let services = sizes.map(|shapes| {
            let mut service = Service::default();
            service.shapes = shapes;
            service
        });
        let batches: Vec<usize> = create_batches(&services).iter().map(|it| it.len()).collect();
        assert_eq!(batches, [1, 1, 2, 2]);
        assert_eq!(create_batches(&[]).len(), 0);
    }
}
