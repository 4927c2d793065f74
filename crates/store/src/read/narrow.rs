//! The conditions of a list, pushed onto its query; macros because `QueryBuilder` is typed by driver.

/// Pushes the stages a file may stand at, if they are named.
macro_rules! among {
    ($sql:ident, $stages:expr) => {
        match $stages {
            [] => {}
            // Equality lets the (place, stage, due) index deliver in order.
            [one] => {
                $sql.push(" and c.stage = ").push_bind(one.as_str());
            }
            many => {
                let mut list = $sql.push(" and c.stage in (").separated(", ");
                for stage in many {
                    list.push_bind(stage.as_str());
                }
                $sql.push(")");
            }
        }
    };
}

/// Pushes the conditions of a filter, all but its words.
macro_rules! narrow {
    ($sql:ident, $filter:expr) => {{
        let f: &crate::read::Filter = $filter;
        $crate::read::narrow::among!($sql, f.stages.as_slice());
        let equal = [
            ("agency_id", f.agency.map(|id| id.to_string())),
            ("department_id", f.department.map(|id| id.to_string())),
            ("handler_id", f.handler.map(|id| id.to_string())),
            ("petitioner_id", f.petitioner.map(|id| id.to_string())),
            ("kind", f.kind.map(|kind| kind.as_str().to_owned())),
            ("visibility", f.visibility.map(|visibility| visibility.as_str().to_owned())),
            ("channel", f.channel.map(|channel| channel.as_str().to_owned())),
            ("badge", f.badge.map(|badge| badge.as_str().to_owned())),
            ("external_number", f.external_number.clone()),
        ];
        if let Some(points) = f.rating {
            $sql.push(" and c.rating = ").push_bind(i64::from(points));
        }
        for (column, value) in equal {
            if let Some(value) = value {
                $sql.push(" and c.").push(column).push(" = ").push_bind(value);
            }
        }
        // Word for word the condition of the indexes of what is live.
        if let Some(live) = f.is_live() {
            $sql.push(if live { " and c.live" } else { " and not c.live" });
        }
        let bounds = [
            (" and c.dated_at >= ", f.from),
            (" and c.dated_at <= ", f.to),
            (" and c.due_at < ", f.due_before),
        ];
        for (condition, moment) in bounds {
            if let Some(moment) = moment {
                $sql.push(condition).push_bind($crate::codec::micros(moment));
            }
        }
    }};
}

/// Pushes that a file lies in one of these places.
macro_rules! within {
    ($sql:ident, $pieces:expr) => {
        let mut either = " and (";
        for Piece { place, .. } in $pieces {
            $sql.push(either);
            either = " or ";
            match place {
                Some((column, value)) => {
                    $sql.push("c.").push(*column).push(" = ").push_bind(value.clone());
                }
                None => {
                    $sql.push(" true");
                }
            }
        }
        // A reader without a place sees nothing.
        $sql.push(if either == " and (" { " and false" } else { ")" });
    };
}

pub(crate) use {among, narrow, within};
