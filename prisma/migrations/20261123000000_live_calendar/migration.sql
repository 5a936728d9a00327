-- What Prisma's schema cannot say.

-- Every window that shows a calendar hears of what others edit there, whoever did it. A closure without a location is everybody's.
CREATE FUNCTION "tell_calendar"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('desk', coalesce(location_id, '')) FROM (SELECT DISTINCT location_id FROM edited) AS place;
  RETURN NULL;
END $$;

CREATE TRIGGER "tell_calendar_new" AFTER INSERT ON "slot"
REFERENCING NEW TABLE AS edited FOR EACH STATEMENT EXECUTE FUNCTION "tell_calendar"();
CREATE TRIGGER "tell_calendar_gone" AFTER DELETE ON "slot"
REFERENCING OLD TABLE AS edited FOR EACH STATEMENT EXECUTE FUNCTION "tell_calendar"();

CREATE TRIGGER "tell_calendar_new" AFTER INSERT ON "opening_hours"
REFERENCING NEW TABLE AS edited FOR EACH STATEMENT EXECUTE FUNCTION "tell_calendar"();
CREATE TRIGGER "tell_calendar_other" AFTER UPDATE ON "opening_hours"
REFERENCING NEW TABLE AS edited FOR EACH STATEMENT EXECUTE FUNCTION "tell_calendar"();
CREATE TRIGGER "tell_calendar_gone" AFTER DELETE ON "opening_hours"
REFERENCING OLD TABLE AS edited FOR EACH STATEMENT EXECUTE FUNCTION "tell_calendar"();

CREATE TRIGGER "tell_calendar_new" AFTER INSERT ON "special_hours"
REFERENCING NEW TABLE AS edited FOR EACH STATEMENT EXECUTE FUNCTION "tell_calendar"();
CREATE TRIGGER "tell_calendar_other" AFTER UPDATE ON "special_hours"
REFERENCING NEW TABLE AS edited FOR EACH STATEMENT EXECUTE FUNCTION "tell_calendar"();
CREATE TRIGGER "tell_calendar_gone" AFTER DELETE ON "special_hours"
REFERENCING OLD TABLE AS edited FOR EACH STATEMENT EXECUTE FUNCTION "tell_calendar"();

CREATE TRIGGER "tell_calendar_new" AFTER INSERT ON "closure"
REFERENCING NEW TABLE AS edited FOR EACH STATEMENT EXECUTE FUNCTION "tell_calendar"();
CREATE TRIGGER "tell_calendar_other" AFTER UPDATE ON "closure"
REFERENCING NEW TABLE AS edited FOR EACH STATEMENT EXECUTE FUNCTION "tell_calendar"();
CREATE TRIGGER "tell_calendar_gone" AFTER DELETE ON "closure"
REFERENCING OLD TABLE AS edited FOR EACH STATEMENT EXECUTE FUNCTION "tell_calendar"();

-- Bookings change slots all day long: they are no news here, and cost no call of a function.
CREATE FUNCTION "tell_calendar_of_slot"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('desk', NEW.location_id);
  RETURN NULL;
END $$;
CREATE TRIGGER "tell_calendar_other" AFTER UPDATE ON "slot" FOR EACH ROW
WHEN (
  OLD.state <> NEW.state OR OLD.capacity <> NEW.capacity OR OLD.public_from IS DISTINCT FROM NEW.public_from
)
EXECUTE FUNCTION "tell_calendar_of_slot"();
