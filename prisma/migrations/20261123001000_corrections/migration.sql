-- What Prisma's schema cannot say.

-- Who has heard that somebody came hears too when that is taken back.
CREATE OR REPLACE FUNCTION "tell_webhooks"() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  happened text;
  former record;
BEGIN
  IF TG_OP = 'INSERT' THEN
    happened := CASE WHEN NEW.moved_from_id IS NULL THEN 'appointment.booked' ELSE 'appointment.moved' END;
  ELSIF NEW.state IS DISTINCT FROM OLD.state THEN
    happened := CASE
      WHEN NEW.state IN ('cancelled_by_applicant', 'cancelled_by_office') THEN 'appointment.cancelled'
      -- Taken back by the office: it stands again as it was.
      WHEN NEW.state = 'booked' AND OLD.state = 'moved' THEN 'appointment.moved'
      WHEN NEW.state = 'booked' THEN 'appointment.booked'
    END;
  ELSIF NEW.attendance = 'attended' THEN
    happened := 'appointment.attended';
  ELSE
    happened := 'appointment.corrected';
  END IF;
  IF happened IS NULL OR NOT EXISTS (SELECT FROM webhook WHERE disabled_at IS NULL AND happened = ANY (events)) THEN
    RETURN NULL;
  END IF;
  SELECT id, starts_at, location_id INTO former FROM appointment
  WHERE TG_OP = 'INSERT' AND id = NEW.moved_from_id;
  INSERT INTO webhook_delivery (id, webhook_id, event, payload)
  SELECT gen_random_uuid(), webhook.id, happened, jsonb_build_object(
    'type', happened,
    'timestamp', to_char(clock_timestamp() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
    'data', jsonb_build_object(
      'id', NEW.id,
      'code', NEW.code,
      'state', NEW.state,
      'attendance', NEW.attendance,
      'departmentId', NEW.department_id,
      'serviceId', NEW.service_id,
      'locationId', NEW.location_id,
      'startsAt', to_char(NEW.starts_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
      'endsAt', to_char(NEW.ends_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
      'movedFrom', CASE WHEN former.id IS NOT NULL THEN jsonb_build_object(
        'id', former.id,
        'startsAt', to_char(former.starts_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
        'locationId', former.location_id
      ) END
    )
  )
  FROM webhook WHERE disabled_at IS NULL AND happened = ANY (events);
  RETURN NULL;
END $$;
DROP TRIGGER "tell_webhooks_of_change" ON "appointment";
CREATE TRIGGER "tell_webhooks_of_change" AFTER UPDATE ON "appointment" FOR EACH ROW
WHEN (NEW.state IS DISTINCT FROM OLD.state OR (NEW.attendance = 'attended') <> (OLD.attendance = 'attended'))
EXECUTE FUNCTION "tell_webhooks"();
