-- 구제 절차 belongs to the draft of an answer as its body does. An older program leaves it as it is.
alter table drafts add column remedy text not null default '';
