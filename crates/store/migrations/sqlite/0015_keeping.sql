-- What is kept as it was written: the database itself refuses to change it or to take it away.

-- 기준값: where the chain of the access log stood, once a day.
create table access_anchors (
    seq     bigint not null primary key,
    hash    text not null,
    at      bigint not null
);

create trigger access_log_unchanged before update on access_log begin
    select raise(abort, 'access_log is append-only');
end;
create trigger access_log_undeleted before delete on access_log begin
    select raise(abort, 'access_log is append-only');
end;
create trigger access_anchors_unchanged before update on access_anchors begin
    select raise(abort, 'access_anchors is append-only');
end;
create trigger access_anchors_undeleted before delete on access_anchors begin
    select raise(abort, 'access_anchors is append-only');
end;
create trigger events_unchanged before update on events begin
    select raise(abort, 'events is append-only');
end;
create trigger events_undeleted before delete on events begin
    select raise(abort, 'events is append-only');
end;
create trigger openings_unchanged before update on openings begin
    select raise(abort, 'openings is append-only');
end;
create trigger openings_undeleted before delete on openings begin
    select raise(abort, 'openings is append-only');
end;
create trigger access_reviews_unchanged before update on access_reviews begin
    select raise(abort, 'access_reviews is append-only');
end;
create trigger access_reviews_undeleted before delete on access_reviews begin
    select raise(abort, 'access_reviews is append-only');
end;
