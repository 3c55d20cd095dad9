//! A linear model over named traits: a table of weights goes in as text, scores come out.
//!
//! A trait has a name and a few values; a line of the table names one value of one to three traits and the weight
//! that counts when all of them hold. The tables in `assets/weights` were fitted off line by L2-regularised
//! maximum likelihood on annotated news and novels; they hold no words, only how a text is built.

use std::collections::HashMap;

/// A trait: its name and the names of its values, of which each case has exactly one.
pub(super) type Trait = (&'static str, &'static [&'static str]);

/// Declares the values of a trait as an enum, with their names.
macro_rules! levels {
    ($(#[$doc:meta])* $name:ident { $($value:ident)* }) => {
        $(#[$doc])*
        #[allow(dead_code, reason = "a case begins with the first value of every trait, set by number")]
        #[allow(clippy::enum_variant_names, reason = "the names stand alone in the table of weights")]
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(super) enum $name { $($value,)* }

        impl $name {
            pub(super) const NAMES: &'static [&'static str] = &[$(stringify!($value),)*];
        }
    };
}
pub(super) use levels;

/// Traits that count together.
#[derive(Debug)]
struct Template {
    /// Number of each trait with the stride of its values in the table.
    traits: Vec<(usize, usize)>,
    base: usize,
}

/// Weights by template, dense.
#[derive(Debug)]
pub(super) struct Model {
    schema: &'static [Trait],
    templates: Vec<Template>,
    weights: Vec<f32>,
}

impl Model {
    /// Reads a table of weights. Lines that name no trait of `schema` are passed over.
    pub(super) fn parse(schema: &'static [Trait], table: &str) -> Self {
        let mut model = Self {
            schema,
            templates: Vec::new(),
            weights: Vec::new(),
        };
        let mut known: HashMap<Vec<usize>, usize> = HashMap::new();
        for line in table.lines().filter(|l| !l.starts_with('#')) {
            let Some((names, weight)) = line.rsplit_once(' ') else {
                continue;
            };
            let Ok(weight) = weight.parse::<f32>() else {
                continue;
            };
            let Some(values) = model.values(names) else {
                continue;
            };
            let traits: Vec<usize> = values.iter().map(|v| v.0).collect();
            let number = *known
                .entry(traits.clone())
                .or_insert_with(|| model.add(&traits));
            if let Some(slot) = model.slot(number, &values) {
                *slot = weight;
            }
        }
        model
    }

    /// Traits and values that a line names.
    fn values(&self, names: &str) -> Option<Vec<(usize, usize)>> {
        names
            .split_whitespace()
            .map(|pair| {
                let (name, value) = pair.split_once('=')?;
                let number = self.schema.iter().position(|t| t.0 == name)?;
                let value = self
                    .schema
                    .get(number)?
                    .1
                    .iter()
                    .position(|v| *v == value)?;
                Some((number, value))
            })
            .collect()
    }

    fn add(&mut self, traits: &[usize]) -> usize {
        let base = self.weights.len();
        let mut size = 1;
        let mut strides = Vec::new();
        for number in traits {
            strides.push((*number, size));
            size *= self.schema.get(*number).map_or(1, |t| t.1.len());
        }
        self.weights.resize(base + size, 0.0);
        self.templates.push(Template {
            traits: strides,
            base,
        });
        self.templates.len() - 1
    }

    fn slot(&mut self, template: usize, values: &[(usize, usize)]) -> Option<&mut f32> {
        let template = self.templates.get(template)?;
        let offset: usize = template
            .traits
            .iter()
            .zip(values)
            .map(|((_, stride), (_, value))| stride * value)
            .sum();
        self.weights.get_mut(template.base + offset)
    }

    /// The weights that hold for a case and are not 0, each with the traits that it hangs on, the heaviest first.
    pub(super) fn reasons(&self, case: &[u8]) -> Vec<(String, f32)> {
        let value = |number: usize| usize::from(case.get(number).copied().unwrap_or_default());
        let name = |number: usize| {
            let (name, values) = self.schema.get(number)?;
            Some(format!("{name}={}", values.get(value(number))?))
        };
        let of = |template: &Template| {
            let offset: usize = template.traits.iter().map(|(n, s)| s * value(*n)).sum();
            let weight = self.weights.get(template.base + offset).copied()?;
            let names: Vec<String> = template.traits.iter().filter_map(|t| name(t.0)).collect();
            (weight != 0.0).then(|| (names.join(" "), weight))
        };
        let mut reasons: Vec<_> = self.templates.iter().filter_map(of).collect();
        reasons.sort_by(|a, b| b.1.abs().total_cmp(&a.1.abs()));
        reasons
    }

    /// The sum of the weights that hold for a case, given the value of each trait.
    pub(super) fn score(&self, case: &[u8]) -> f32 {
        let of = |template: &Template| {
            let offset = template.traits.iter().map(|(number, stride)| {
                stride * usize::from(case.get(*number).copied().unwrap_or_default())
            });
            self.weights
                .get(template.base + offset.sum::<usize>())
                .copied()
                .unwrap_or_default()
        };
        self.templates.iter().map(of).sum()
    }
}

/// The traits of a case by name.
pub(super) fn names(schema: &'static [Trait], case: &[u8]) -> Vec<(&'static str, &'static str)> {
    let name = |((name, values), value): (&Trait, &u8)| {
        (
            *name,
            values.get(usize::from(*value)).copied().unwrap_or_default(),
        )
    };
    schema.iter().zip(case).map(name).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const SCHEMA: &[Trait] = &[
        ("side", &["before", "after"]),
        ("size", &["one", "two", "more"]),
    ];

    #[test]
    fn weights_count_where_all_their_traits_hold() {
        let model = Model::parse(
            SCHEMA,
            "# a note\nside=after 1.5\nside=before size=two -0.5\nside=up 9\n",
        );
        for (case, score) in [([1, 0], 1.5), ([0, 1], -0.5), ([0, 2], 0.0), ([1, 1], 1.5)] {
            assert!((model.score(&case) - score).abs() < 1e-6, "{case:?}");
        }
        let reasons = model.reasons(&[0, 1]);
        assert_eq!(reasons, [("side=before size=two".to_owned(), -0.5)]);
        assert_eq!(
            names(SCHEMA, &[1, 2]),
            [("side", "after"), ("size", "more")]
        );
    }
}
