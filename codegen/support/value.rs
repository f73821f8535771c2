//! How values show themselves to what is written once for all types: as a [`View`] to read from
//! and a [`Slot`] to write to.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::fmt;
use std::ops::ControlFlow;

use super::content::{Content, UnknownVariant};
use super::field::{SENSITIVE, Shape};
use super::{Blob, Timestamp};

/// A value of any type, by reference.
#[derive(Clone, Copy)]
pub enum View<'a> {
    /// No value: an unset member, a null entry of a sparse collection.
    Absent,
    /// Null as the value of a document.
    Null,
    /// Text.
    String(&'a str),
    /// Text that is none of an enum's known values.
    Unrecognized(&'a str),
    /// A number that is none of an enum's known values.
    UnrecognizedInteger(i32),
    /// A boolean.
    Bool(bool),
    /// A signed integer of any width.
    Integer(i64),
    /// An integer beyond the signed ones.
    Unsigned(u64),
    /// An IEEE 754 single.
    Float(f32),
    /// An IEEE 754 double.
    Double(f64),
    /// A number by its digits.
    Digits(&'a str),
    /// A number of a document that no other view has room for; it shows its digits.
    Number(&'a dyn fmt::Display),
    /// Bytes.
    Blob(&'a Blob),
    /// A point in time.
    Timestamp(&'a Timestamp),
    /// A structure.
    Structure(&'a dyn Value),
    /// A union.
    Union(&'a dyn Union),
    /// A list.
    List(&'a dyn List),
    /// A map.
    Map(&'a dyn Map),
}

impl View<'_> {
    /// Whether there is no value.
    #[inline]
    pub fn is_absent(&self) -> bool {
        matches!(self, View::Absent)
    }
}

/// A place for a value that is being read.
pub enum Slot<'a> {
    /// No place: the value is ignored.
    None,
    /// Text.
    String(&'a mut String),
    /// A boolean.
    Bool(&'a mut bool),
    /// A signed 8-bit integer.
    I8(&'a mut i8),
    /// A signed 16-bit integer.
    I16(&'a mut i16),
    /// A signed 32-bit integer.
    I32(&'a mut i32),
    /// A signed 64-bit integer.
    I64(&'a mut i64),
    /// An IEEE 754 single.
    F32(&'a mut f32),
    /// An IEEE 754 double.
    F64(&'a mut f64),
    /// Text with known values.
    Enum(&'a mut dyn OpenEnum),
    /// An integer with known values.
    IntEnum(&'a mut dyn OpenIntEnum),
    /// Bytes.
    Blob(&'a mut Blob),
    /// A point in time.
    Timestamp(&'a mut Timestamp),
    /// What is made of whatever the input holds.
    Any(&'a mut dyn FromContent),
    /// A structure.
    Structure(&'a mut dyn Value),
    /// A union.
    Union(&'a mut dyn Union),
    /// A list.
    List(&'a mut dyn List),
    /// A map.
    Map(&'a mut dyn Map),
}

/// Whom a value shows its members to. It is a type, and not the closure that is in it, because a call of a
/// closure is the costliest expression to check that generated code could have.
pub struct Viewer<'s>(pub &'s mut dyn FnMut(&'static Shape, &[View<'_>]));

impl Viewer<'_> {
    /// Takes the table and the members.
    #[inline]
    pub fn see(self, shape: &'static Shape, views: &[View<'_>]) {
        (self.0)(shape, views);
    }

    /// Takes the members one by one. The array of them is on the heap, because values nest, and the stack
    /// must not depend on how many members a structure has.
    #[inline(never)]
    pub fn see_each(self, value: &dyn Value) {
        let shape = value.shape();
        let views: Vec<View<'_>> =
            (0..shape.fields.len()).map(|index| value.member_view(index)).collect();
        (self.0)(shape, &views);
    }
}

/// The table of values that have no members.
static NO_SHAPE: Shape = Shape { name: "", flags: 0, fields: &[] };

/// A value that can be a member of a structure or collection.
///
/// One trait serves all of them, because every impl is compile time: a structure shows its members and
/// keeps `view` and `slot`, any other value gives its own and keeps what concerns members.
pub trait Value {
    /// What is known of the members.
    fn shape(&self) -> &'static Shape {
        &NO_SHAPE
    }
    /// Shows the table and all members, once.
    fn fields(&self, to: Viewer<'_>) {
        to.see(self.shape(), &[]);
    }
    /// Returns the member at `index`, where there are too many for an array on the stack.
    fn member_view(&self, index: usize) -> View<'_> {
        _ = index;
        View::Absent
    }
    /// The place of the member at `index`.
    fn member(&mut self, index: usize) -> Slot<'_> {
        _ = index;
        Slot::None
    }
    /// The value by reference.
    fn view(&self) -> View<'_>
    where
        Self: Sized,
    {
        View::Structure(self)
    }
    /// The place to read a value into. What a repeated member put there before is gone.
    fn slot(&mut self) -> Slot<'_>
    where
        Self: Sized,
    {
        Slot::Structure(self)
    }
    /// A value to start reading from. It may be invalid and is never shown to anyone.
    fn blank() -> Self
    where
        Self: Sized;
    /// Whether no value of the type may be shown. Structures and unions have that in their tables.
    fn sensitive() -> bool
    where
        Self: Sized,
    {
        match Self::blank().view() {
            View::Structure(value) => value.shape().has(SENSITIVE),
            View::Union(value) => value.shape().has(SENSITIVE),
            _ => false,
        }
    }
    /// Whether null is a value.
    fn nullable() -> bool
    where
        Self: Sized,
    {
        false
    }
}

/// The member that a union holds.
pub enum Variant<'a> {
    /// One that the model has: its index and value.
    Known(usize, View<'a>),
    /// One that the model doesn't have.
    Unknown(&'a UnknownVariant),
}

/// A union: one of the members of its table.
pub trait Union {
    /// What is known of the members.
    fn shape(&self) -> &'static Shape;
    /// The member that is set.
    fn variant(&self) -> Variant<'_>;
    /// Makes the member at `index` the one that is set, and gives its place.
    fn choose(&mut self, index: usize) -> Slot<'_>;
    /// Makes it hold what the model doesn't have.
    fn set_unknown(&mut self, unknown: UnknownVariant);
}

/// An open enum over text.
pub trait OpenEnum {
    /// Takes the known value of this spelling, or keeps the spelling.
    fn set(&mut self, value: &str);
}

impl<T: for<'a> From<&'a str>> OpenEnum for T {
    fn set(&mut self, value: &str) {
        *self = value.into();
    }
}

/// An open enum over integers.
pub trait OpenIntEnum {
    /// Takes the known value of this number, or keeps the number.
    fn set(&mut self, value: i32);
}

/// A value made of whatever the input holds.
pub trait FromContent {
    /// Takes the content, or says what was expected in its place.
    fn set(&mut self, content: Content) -> Result<(), &'static str>;
}

/// A list.
pub trait List {
    /// The number of entries.
    fn count(&self) -> usize;
    /// The entry at `index`.
    fn item(&self, index: usize) -> View<'_>;
    /// Appends a blank entry and gives its place.
    fn push(&mut self) -> Slot<'_>;
    /// Appends a null entry; `false` where the list has none.
    fn push_null(&mut self) -> bool;
}

/// A map with text keys.
pub trait Map {
    /// The number of entries.
    fn count(&self) -> usize;
    /// Shows every entry in the order of the keys, until told to stop.
    fn each<'a>(&'a self, see: &mut dyn FnMut(&'a str, View<'a>) -> ControlFlow<()>);
    /// Adds a blank entry and gives its place.
    fn insert(&mut self, key: &str) -> Slot<'_>;
    /// Adds a null entry; `false` where the map has none.
    fn insert_null(&mut self, key: &str) -> bool;
}

/// The entries of a map by their keys: a document may keep them in any order.
pub(super) fn entries(map: &dyn Map) -> Vec<(&str, View<'_>)> {
    let mut entries = Vec::with_capacity(map.count());
    map.each(&mut |key, view| {
        entries.push((key, view));
        ControlFlow::Continue(())
    });
    entries.sort_by_key(|(key, _)| *key);
    entries
}

macro_rules! values {
    ($($type:ty, $value:pat => $view:expr, $slot:ident;)*) => {$(
        impl Value for $type {
            #[inline]
            fn view(&self) -> View<'_> {
                let $value = self;
                $view
            }
            fn slot(&mut self) -> Slot<'_> {
                Slot::$slot(self)
            }
            fn blank() -> Self {
                Self::default()
            }
        }
    )*};
}
values! {
    String, v => View::String(v), String;
    bool, v => View::Bool(*v), Bool;
    i8, v => View::Integer(i64::from(*v)), I8;
    i16, v => View::Integer(i64::from(*v)), I16;
    i32, v => View::Integer(i64::from(*v)), I32;
    i64, v => View::Integer(*v), I64;
    f32, v => View::Float(*v), F32;
    f64, v => View::Double(*v), F64;
    Blob, v => View::Blob(v), Blob;
    Timestamp, v => View::Timestamp(v), Timestamp;
}

impl<T: Value> Value for Option<T> {
    #[inline]
    fn view(&self) -> View<'_> {
        match self {
            Some(value) => value.view(),
            None => View::Absent,
        }
    }
    fn slot(&mut self) -> Slot<'_> {
        self.insert(T::blank()).slot()
    }
    fn sensitive() -> bool {
        T::sensitive()
    }
    fn blank() -> Self {
        None
    }
    fn nullable() -> bool {
        true
    }
}

impl<T: Value> Value for Box<T> {
    #[inline]
    fn view(&self) -> View<'_> {
        (**self).view()
    }
    fn slot(&mut self) -> Slot<'_> {
        (**self).slot()
    }
    fn sensitive() -> bool {
        T::sensitive()
    }
    fn blank() -> Self {
        Self::new(T::blank())
    }
}

impl<T: Value> Value for Vec<T> {
    #[inline]
    fn view(&self) -> View<'_> {
        View::List(self)
    }
    fn slot(&mut self) -> Slot<'_> {
        self.clear();
        Slot::List(self)
    }
    fn sensitive() -> bool {
        T::sensitive()
    }
    fn blank() -> Self {
        Self::new()
    }
}

impl<T: Value> List for Vec<T> {
    fn count(&self) -> usize {
        Vec::len(self)
    }
    fn item(&self, index: usize) -> View<'_> {
        self.get(index).map_or(View::Absent, Value::view)
    }
    fn push(&mut self) -> Slot<'_> {
        Vec::push(self, T::blank());
        self.last_mut().map_or(Slot::None, Value::slot)
    }
    fn push_null(&mut self) -> bool {
        if T::nullable() {
            Vec::push(self, T::blank());
        }
        T::nullable()
    }
}

impl<T: Value> Value for BTreeMap<String, T> {
    #[inline]
    fn view(&self) -> View<'_> {
        View::Map(self)
    }
    fn slot(&mut self) -> Slot<'_> {
        self.clear();
        Slot::Map(self)
    }
    fn sensitive() -> bool {
        T::sensitive()
    }
    fn blank() -> Self {
        Self::new()
    }
}

impl<T: Value> Map for BTreeMap<String, T> {
    fn count(&self) -> usize {
        BTreeMap::len(self)
    }
    fn each<'a>(&'a self, see: &mut dyn FnMut(&'a str, View<'a>) -> ControlFlow<()>) {
        for (key, value) in self {
            if see(key, value.view()).is_break() {
                return;
            }
        }
    }
    fn insert(&mut self, key: &str) -> Slot<'_> {
        let entry = match self.entry(key.to_owned()) {
            Entry::Vacant(entry) => entry.insert(T::blank()),
            Entry::Occupied(mut entry) => {
                entry.insert(T::blank());
                entry.into_mut()
            }
        };
        entry.slot()
    }
    fn insert_null(&mut self, key: &str) -> bool {
        if T::nullable() {
            BTreeMap::insert(self, key.to_owned(), T::blank());
        }
        T::nullable()
    }
}
