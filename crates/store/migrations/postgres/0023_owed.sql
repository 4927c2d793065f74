-- 직접 통지: a letter that the law wants told, and that no channel took, waits for somebody to tell it by post, by telephone
-- or by hand. Few ever do: the index holds nothing else. Of the letters there are, those that have not left yet may come to
-- that; what failed before was told by hand then, and nobody wrote it down.
alter table outbox add column owed boolean not null default false;
update outbox set owed = true where state = 'pending' and petitioner_id is not null and (
    delivery_key like '%:InterimAnswer:p:%' or delivery_key like '%:Extended:p:%'
    or delivery_key like '%:SupplementRequested:p:%' or delivery_key like '%:SupplementLapsed:p:%'
    or delivery_key like '%:Transferred:p:%' or delivery_key like '%:Answered:p:%'
    or delivery_key like '%:Closed:p:%' or delivery_key like '%:Progress:p:%'
    or delivery_key like '%:FollowUpAnswered:p:%' or delivery_key like '%:ObjectionDecided:p:%')
    and not exists (select 1 from complaints c where c.id = outbox.complaint_id and c.channel = 'epeople');
create index outbox_owed on outbox (created_at, id) where owed and state in ('failed', 'given_up');
