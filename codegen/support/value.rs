//! What the code that all types share reads values from, a [`View`], and reads values into, a [`Slot`].

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::fmt;
use std::ops::ControlFlow;

use super::content::{Content, UnknownVariant};
use super::field::{SENSITIVE, Shape};
use super::rule::EnumValueVisitor;
use super::{Blob, Timestamp};

/// A value of any type, by reference.
#[derive(Clone, Copy)]
pub enum View<'a> {
    /// No value: an unset member, a null entry of a sparse collection.
    Absent,
    /// A document that is null.
    Null,
    /// Text.
    String(&'a str),
    /// Text that isn't one of an enum's known values.
    Unrecognized(&'a str),
    /// A number that isn't one of an enum's known values.
    UnrecognizedInteger(i32),
    /// A boolean.
    Bool(bool),
    /// A signed integer of any width.
    Integer(i64),
    /// An integer greater than `i64::MAX`.
    Unsigned(u64),
    /// An IEEE 754 single.
    Float(f32),
    /// An IEEE 754 double.
    Double(f64),
    /// A number of any size, as its digits.
    Digits(&'a str),
    /// A number of a document that no other variant can hold; it displays its digits.
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
    /// Returns whether there is no value.
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
    /// A value made from content of any form.
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

impl Slot<'_> {
    /// Returns the table of a structure or union.
    pub(super) fn shape(&self) -> Option<&'static Shape> {
        match self {
            Self::Structure(value) => Some(value.shape()),
            Self::Union(value) => Some(value.shape()),
            _ => None,
        }
    }
}

/// A visitor of a structure's members: a closure over the table and the members. It is a type, and not the closure itself,
/// because in generated code a call of a closure is the costliest expression to type-check.
pub struct FieldVisitor<'s>(pub &'s mut dyn FnMut(&'static Shape, &[View<'_>]));

impl FieldVisitor<'_> {
    /// Visits the members, as an array.
    #[inline]
    pub fn visit(self, shape: &'static Shape, views: &[View<'_>]) {
        (self.0)(shape, views);
    }

    /// Visits the members of a structure that has many. They are collected on the heap, because values nest and the stack
    /// must not depend on the number of members.
    #[inline(never)]
    pub fn visit_each(self, value: &dyn Value) {
        let shape = value.shape();
        let views: Vec<View<'_>> =
            (0..shape.fields.len()).map(|index| value.member_view(index)).collect();
        (self.0)(shape, &views);
    }
}

/// The table of values without members.
static NO_SHAPE: Shape = Shape { name: "", flags: 0, fields: &[] };

/// A value that can be a member of a structure or collection.
///
/// It is one trait, because each impl costs compile time. A structure implements what concerns members and keeps the defaults
/// of `view` and `slot`; any other value implements these two and keeps the defaults of the rest.
pub trait Value {
    /// Returns the table of the members.
    fn shape(&self) -> &'static Shape {
        &NO_SHAPE
    }
    /// Calls the visitor once, with the table and all members.
    fn fields(&self, to: FieldVisitor<'_>) {
        to.visit(self.shape(), &[]);
    }
    /// Returns the member at `index`. Only structures with too many members for an array on the stack implement it.
    fn member_view(&self, index: usize) -> View<'_> {
        _ = index;
        View::Absent
    }
    /// Returns the place to read the member at `index` into.
    fn member(&mut self, index: usize) -> Slot<'_> {
        _ = index;
        Slot::None
    }
    /// Returns the value by reference.
    fn view(&self) -> View<'_>
    where
        Self: Sized,
    {
        View::Structure(self)
    }
    /// Returns the place to read the value into, emptied of what a repeated member left there.
    fn slot(&mut self) -> Slot<'_>
    where
        Self: Sized,
    {
        Slot::Structure(self)
    }
    /// Visits the known values of an enum; other types have none.
    fn visit_values(to: EnumValueVisitor<'_>)
    where
        Self: Sized,
    {
        _ = to;
    }
    /// Creates the value that reading starts with. It may be invalid and is never returned to users.
    fn placeholder() -> Self
    where
        Self: Sized;
    /// Returns whether the type is sensitive. Structures and unions have that in their tables.
    fn sensitive() -> bool
    where
        Self: Sized,
    {
        match Self::placeholder().view() {
            View::Structure(value) => value.shape().has(SENSITIVE),
            View::Union(value) => value.shape().has(SENSITIVE),
            _ => false,
        }
    }
    /// Returns whether null is a value of the type.
    fn nullable() -> bool
    where
        Self: Sized,
    {
        false
    }
}

/// The member that a union holds.
pub enum Variant<'a> {
    /// A member of the model: its index and value.
    Known(usize, View<'a>),
    /// A member that the model doesn't have.
    Unknown(&'a UnknownVariant),
}

/// A union, which holds one of the members of its table.
pub trait Union {
    /// Returns the table of the members.
    fn shape(&self) -> &'static Shape;
    /// Returns the member that is set.
    fn variant(&self) -> Variant<'_>;
    /// Sets the member at `index` to a placeholder and returns the place to read it into.
    fn choose(&mut self, index: usize) -> Slot<'_>;
    /// Sets a member that the model doesn't have.
    fn set_unknown(&mut self, unknown: UnknownVariant);
}

/// An open enum over text.
pub trait OpenEnum {
    /// Sets the known value with this text, or else an unknown value with the text.
    fn set(&mut self, value: &str);
}

impl<T: for<'a> From<&'a str>> OpenEnum for T {
    fn set(&mut self, value: &str) {
        *self = value.into();
    }
}

/// An open enum over integers.
pub trait OpenIntEnum {
    /// Sets the known value with this number, or else an unknown value with the number.
    fn set(&mut self, value: i32);
}

/// A value made from content of any form.
pub trait FromContent {
    /// Sets the value.
    ///
    /// # Errors
    /// The description of what was expected instead of the content.
    fn set(&mut self, content: Content) -> Result<(), &'static str>;
}

/// A list.
pub trait List {
    /// Returns the number of entries.
    fn count(&self) -> usize;
    /// Returns the entry at `index`.
    fn item(&self, index: usize) -> View<'_>;
    /// Appends a placeholder and returns the place to read the entry into.
    fn push(&mut self) -> Slot<'_>;
    /// Appends a null entry; returns `false` if the list can't have any.
    fn push_null(&mut self) -> bool;
}

/// A map with text keys.
pub trait Map {
    /// Returns the number of entries.
    fn count(&self) -> usize;
    /// Calls `visit` with each entry in the order of the map, until it returns `Break`.
    fn each<'a>(&'a self, visit: &mut dyn FnMut(&'a str, View<'a>) -> ControlFlow<()>);
    /// Inserts a placeholder and returns the place to read the entry into.
    fn insert(&mut self, key: &str) -> Slot<'_>;
    /// Inserts a null entry; returns `false` if the map can't have any.
    fn insert_null(&mut self, key: &str) -> bool;
}

/// Returns the entries of a map sorted by key. A document may have them in any order.
pub(super) fn sorted_entries(map: &dyn Map) -> Vec<(&str, View<'_>)> {
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
            fn placeholder() -> Self {
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
        self.insert(T::placeholder()).slot()
    }
    fn sensitive() -> bool {
        T::sensitive()
    }
    fn placeholder() -> Self {
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
    fn placeholder() -> Self {
        Self::new(T::placeholder())
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
    fn placeholder() -> Self {
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
        Vec::push(self, T::placeholder());
        self.last_mut().map_or(Slot::None, Value::slot)
    }
    fn push_null(&mut self) -> bool {
        if T::nullable() {
            Vec::push(self, T::placeholder());
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
    fn placeholder() -> Self {
        Self::new()
    }
}

impl<T: Value> Map for BTreeMap<String, T> {
    fn count(&self) -> usize {
        BTreeMap::len(self)
    }
    fn each<'a>(&'a self, visit: &mut dyn FnMut(&'a str, View<'a>) -> ControlFlow<()>) {
        for (key, value) in self {
            if visit(key, value.view()).is_break() {
                return;
            }
        }
    }
    fn insert(&mut self, key: &str) -> Slot<'_> {
        let entry = match self.entry(key.to_owned()) {
            Entry::Vacant(entry) => entry.insert(T::placeholder()),
            Entry::Occupied(mut entry) => {
                entry.insert(T::placeholder());
                entry.into_mut()
            }
        };
        entry.slot()
    }
    fn insert_null(&mut self, key: &str) -> bool {
        if T::nullable() {
            BTreeMap::insert(self, key.to_owned(), T::placeholder());
        }
        T::nullable()
    }
}
