//! A linear model over named traits: a case goes in, the sum of the weights that hold for it comes out.
//!
//! A trait has a name and a few values. The tables of weights in `assets/weights` were fitted off line by L2-regularised
//! maximum likelihood on annotated news, encyclopedic prose and novels; they hold no words, only how a text is built.
//! Fitted on: LitBank (CC BY 4.0); GUM (annotations CC BY 4.0; of its texts some CC BY-NC-SA); the German news of
//! Petersen-Frey and Biemann 2024 (CC BY-NC-SA 4.0); PolNeAR and the Project Dialogism Novel Corpus (published without
//! a licence); stories of our own. No text of theirs and no annotation is contained or can be had back from the sums.
//! A heading in brackets names one to three traits, a line below it the values of all of them but the last, and then,
//! for each value of the last, the weight that counts when all of them hold, in thousandths.

mod table;

pub(super) use table::{Table, templates, weights};

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

/// Traits that count together. Where they are fewer than three the others have no stride.
#[derive(Clone, Copy, Debug)]
pub(super) struct Template {
    /// Number of each trait.
    traits: [u8; 3],
    /// How far apart its values are in the table.
    strides: [u16; 3],
    /// Where the weights of the template begin.
    base: u32,
}

/// Weights by template, in thousandths.
#[derive(Debug)]
pub(super) struct Model {
    pub(super) schema: &'static [Trait],
    pub(super) templates: &'static [Template],
    pub(super) weights: &'static [i16],
}

/// The model of a schema and a table of weights, made when the program is built.
macro_rules! model {
    ($schema:expr, $table:expr) => {{
        use $crate::annotate::model::{Model, Table, templates, weights};
        const TEXT: &str = $table;
        static TABLE: Table<{ templates(TEXT) }, { weights(TEXT) }> = Table::of($schema, TEXT);
        Model {
            schema: $schema,
            templates: &TABLE.templates,
            weights: &TABLE.weights,
        }
    }};
}
pub(super) use model;

impl Model {
    /// The sum of the weights that hold for a case, given the value of each trait.
    pub(super) fn score(&self, case: &[u8]) -> f32 {
        let weights = self.templates.iter().map(|t| self.weight(t, case));
        thousandths(weights.sum())
    }

    /// The weight of a template that holds for a case, in thousandths.
    fn weight(&self, template: &Template, case: &[u8]) -> i32 {
        let value = |number: u8| case.get(usize::from(number)).copied().unwrap_or_default();
        let values = template.traits.iter().zip(&template.strides);
        let offset =
            values.map(|(number, stride)| usize::from(*stride) * usize::from(value(*number)));
        let place = template.base as usize + offset.sum::<usize>();
        self.weights.get(place).copied().map_or(0, i32::from)
    }

    /// The weights that hold for a case and are not 0, each with the traits that it hangs on, the heaviest first.
    pub(super) fn reasons(&self, case: &[u8]) -> Vec<(String, f32)> {
        let named = names(self.schema, case);
        let hangs = |template: &Template| {
            let used = template.traits.iter().zip(&template.strides);
            let used = used.filter(|(_, stride)| **stride > 0);
            let of = used.filter_map(|(number, _)| named.get(usize::from(*number)));
            of.map(|(name, value)| format!("{name}={value}"))
                .collect::<Vec<_>>()
                .join(" ")
        };
        let weights = self.templates.iter().map(|t| (t, self.weight(t, case)));
        let mut reasons: Vec<_> = weights
            .filter(|(_, weight)| *weight != 0)
            .map(|(template, weight)| (hangs(template), thousandths(weight)))
            .collect();
        reasons.sort_by(|a, b| b.1.abs().total_cmp(&a.1.abs()));
        reasons
    }
}

#[expect(
    clippy::cast_precision_loss,
    reason = "a sum of some hundred weights is far below 2^24"
)]
fn thousandths(sum: i32) -> f32 {
    sum as f32 / 1000.0
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
        let model = model!(
            SCHEMA,
            "# a note\n[side]\n- 0 1500\n[side size]\n# one two more\nbefore 0 -500 0\nafter 0 0 20\n"
        );
        for (case, score) in [([1, 0], 1.5), ([0, 1], -0.5), ([0, 2], 0.0), ([1, 2], 1.52)] {
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
