//! What is said to the databases of rows: one text whatever is in them, so that it is planned once.

use super::{Cell, Group, Over, Table};
use crate::tx::Engine;

/// One text for all of them. SQLite's is several statements that share the parameters in their order; PostgreSQL
/// takes one statement at a time with parameters, so there all but the last are clauses of it. Where rows are written over
/// it says how many were.
pub(super) fn together(engine: Engine, overs: &[Over], groups: &[Group]) -> String {
    let mut parameter = 0;
    let written_over = match overs {
        [] => None,
        [over] => Some(overwriting(engine, over, &mut parameter)),
        [over, ..] => Some(overwriting_several(over, &mut parameter)),
    };
    let says_how_many = written_over.is_some();
    let inserts = groups.iter().map(|group| match is_one(engine, overs, group) {
        true => insert(engine, group.table, group.rows(), &mut parameter),
        false => insert_several(group, &mut parameter),
    });
    let mut each: Vec<String> = written_over.into_iter().chain(inserts).collect();
    if engine == Engine::Sqlite {
        return each.join("; ");
    }
    if says_how_many {
        each[0].push_str(" returning 1");
        each.push("select count(*) from w0".to_owned());
    }
    let last = each.pop().unwrap_or_default();
    let clauses: Vec<String> =
        each.into_iter().enumerate().map(|(at, clause)| format!("w{at} as ({clause})")).collect();
    if clauses.is_empty() { last } else { format!("with {} {last}", clauses.join(", ")) }
}

/// Parameters in the order of [`Over::values`].
fn overwriting(engine: Engine, over: &Over, parameter: &mut usize) -> String {
    let mut next = || {
        *parameter += 1;
        match engine {
            Engine::Sqlite => "?".to_owned(),
            Engine::Postgres => format!("${parameter}"),
        }
    };
    let set: Vec<String> = over.cells.iter().map(|(column, _)| format!("{column} = {}", next())).collect();
    let (id, version) = (next(), next());
    format!("update {} set {} where id = {id} and version = {version}", over.table.name, set.join(", "))
}

/// Whether its values are parameters of their own, and not one for each column. Where several rows are written over all is of
/// several, however many that is: one text more or less for each table would be many texts.
pub(super) fn is_one(engine: Engine, overs: &[Over], group: &Group) -> bool {
    engine == Engine::Sqlite || (overs.len() <= 1 && group.rows() == 1)
}

/// As many rows as there are, on PostgreSQL: all have the columns of the first, and each column is an array.
fn overwriting_several(first: &Over, parameter: &mut usize) -> String {
    let columns: Vec<&str> = first.cells.iter().map(|(column, _)| *column).collect();
    let cells = first.cells.iter().map(|(_, cell)| cell);
    let which = [Cell::from(""), Cell::from(0)];
    let arrays = arrays(cells.chain(&which), parameter);
    let set: Vec<String> = columns.iter().map(|column| format!("{column} = left_so.{column}")).collect();
    format!(
        "update {table} set {} from unnest({arrays}) left_so ({}, over_id, over_version)
         where {table}.id = left_so.over_id and {table}.version = left_so.over_version",
        set.join(", "),
        columns.join(", "),
        table = first.table.name,
    )
}

/// Of several rows PostgreSQL is given each column as one array: however many there are, the text is the same, and so is the
/// plan, for how long an array in brackets is it does not look at.
fn arrays<'a>(row: impl Iterator<Item = &'a Cell>, parameter: &mut usize) -> String {
    let arrays = row.map(|cell| {
        *parameter += 1;
        let kind = match cell {
            Cell::Text(_) => "text",
            Cell::Whole(_) => "bigint",
            Cell::Truth(_) => "boolean",
        };
        format!("(select ${parameter}::{kind}[])")
    });
    arrays.collect::<Vec<_>>().join(", ")
}

fn insert_several(group: &Group, parameter: &mut usize) -> String {
    let table = group.table;
    let arrays = arrays(group.cells.iter().take(table.columns.len()), parameter);
    let columns = table.columns.join(", ");
    format!("insert into {} ({columns}) select * from unnest({arrays}) {}", table.name, table.conflict)
}

pub(super) fn insert(engine: Engine, table: &Table, rows: usize, parameter: &mut usize) -> String {
    let mut sql = format!("insert into {} ({}) values ", table.name, table.columns.join(", "));
    for row in 0..rows {
        sql.push_str(if row == 0 { "(" } else { ", (" });
        for column in 0..table.columns.len() {
            *parameter += 1;
            let comma = if column == 0 { "" } else { ", " };
            // SQLite finds a parameter without a name by its place, which is quicker.
            match engine {
                Engine::Sqlite => sql.extend([comma, "?"]),
                Engine::Postgres => sql.extend([comma, "$", parameter.to_string().as_str()]),
            }
        }
        sql.push(')');
    }
    if !table.conflict.is_empty() {
        sql.push(' ');
        sql.push_str(table.conflict);
    }
    sql
}
