-- 국민신문고 만족도: one row a complaint that came from 국민신문고 and was received, with what its petitioner said of
-- the answer. Derived from the file by the program; a sealed file has no row, so that no statistic knows of it.

create table surveys (
    complaint_id    text not null primary key references complaints (id),
    agency_id       text references agencies (id),
    department_id   text references departments (id),
    handler_id      text references officers (id),
    received_at     bigint not null,
    answered        boolean not null,
    ratings         bigint not null,
    rating          bigint,
    rated_at        bigint,
    asked           bigint not null,
    followed_up     bigint not null
);
create index surveys_dated on surveys (received_at, complaint_id);
create index surveys_of_agency on surveys (agency_id, received_at, complaint_id);
create index surveys_of_department on surveys (department_id, received_at, complaint_id);
create index surveys_of_handler on surveys (handler_id, received_at, complaint_id);

-- What was there before this table: the history says the same as the files.
insert into surveys (complaint_id, agency_id, department_id, handler_id, received_at, answered, ratings, rating,
                     rated_at, asked, followed_up)
select c.id, c.agency_id, c.department_id, c.handler_id, c.received_at, c.stage = 'answered',
       (select count(*) from events e where e.complaint_id = c.id and e.name = 'rated'),
       c.rating,
       (select max(e.at) from events e where e.complaint_id = c.id and e.name = 'rated'),
       (select count(*) from events e where e.complaint_id = c.id and e.name = 'asked-again'),
       (select count(*) from events e where e.complaint_id = c.id and e.name = 'follow-up-answered')
from complaints c
where c.channel = 'epeople' and c.received_at is not null and c.visibility <> 'sealed';
