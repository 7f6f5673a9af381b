//! YAML as a tree, for what is run or checked of it.

#![allow(dead_code)]

use saphyr_parser::{Event, Parser};

/// A value; of a map, all entries in their order.
#[derive(Debug, Clone)]
pub enum Yaml {
    Text(String),
    List(Vec<Yaml>),
    Map(Vec<(String, Yaml)>),
}

impl Yaml {
    /// The documents of a text.
    pub fn documents(text: &str) -> Vec<Yaml> {
        let mut events = Parser::new_from_str(text).map(|event| event.expect("it is YAML").0);
        let mut documents = Vec::new();
        while let Some(event) = events.next() {
            if let Event::DocumentStart(..) = event {
                documents.extend(Yaml::read(&mut events));
            }
        }
        documents
    }

    /// The next value; none where the collection ends.
    fn read<'a>(events: &mut impl Iterator<Item = Event<'a>>) -> Option<Yaml> {
        let values = |events: &mut _| std::iter::from_fn(|| Yaml::read(events)).collect::<Vec<_>>();
        match events.next().expect("a value is complete") {
            Event::Scalar(text, ..) => Some(Yaml::Text(text.into_owned())),
            Event::SequenceStart(..) => Some(Yaml::List(values(events))),
            Event::MappingStart(..) => {
                let values = values(events);
                let pairs = values.chunks_exact(2).map(|pair| (pair[0].text().to_owned(), pair[1].clone()));
                Some(Yaml::Map(pairs.collect()))
            }
            Event::SequenceEnd | Event::MappingEnd => None,
            event => panic!("{event:?} is not expected here"),
        }
    }

    /// The text of a scalar, which it must be.
    pub fn text(&self) -> &str {
        match self {
            Yaml::Text(text) => text,
            other => panic!("no text: {other:?}"),
        }
    }

    /// The value below `key`, where this is a map and has one.
    pub fn get(&self, key: &str) -> Option<&Yaml> {
        self.entries().iter().find(|(name, _)| name == key).map(|(_, value)| value)
    }

    /// The value below these keys, which must be there.
    pub fn at(&self, keys: &[&str]) -> &Yaml {
        keys.iter().fold(self, |value, key| value.get(key).unwrap_or_else(|| panic!("no {key} in {value:?}")))
    }

    /// The entries of a map; none of anything else.
    pub fn entries(&self) -> &[(String, Yaml)] {
        if let Yaml::Map(entries) = self { entries } else { &[] }
    }

    /// The values of a list; none of anything else.
    pub fn list(&self) -> &[Yaml] {
        if let Yaml::List(values) = self { values } else { &[] }
    }

    /// Every value below the key `key`, anywhere in this one.
    pub fn all<'a>(&'a self, key: &str) -> Vec<&'a Yaml> {
        let own = self.entries().iter().filter(|(name, _)| name == key).map(|(_, value)| value);
        let inner = self.entries().iter().map(|(_, value)| value).chain(self.list());
        own.chain(inner.flat_map(|value| value.all(key))).collect()
    }
}
