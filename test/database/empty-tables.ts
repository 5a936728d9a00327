import type { Database } from '#database.ts'

/**
 * What `TRUNCATE … RESTART IDENTITY CASCADE` does, in a quarter of the time: every truncated table gets new files, also where a
 * test left three rows. Neither triggers nor keys of other tables are asked, because nothing that refers to these rows is left.
 */
export async function emptyTables({ prisma }: Pick<Database, 'prisma'>, ...roots: string[]): Promise<void> {
  await prisma.$executeRawUnsafe(`
    DO $$
    DECLARE emptied regclass;
    BEGIN
      SET LOCAL session_replication_role = replica;
      FOR emptied IN
        WITH RECURSIVE reached AS (
          SELECT root::regclass::oid AS id FROM unnest('{${roots.join()}}'::text[]) AS root
          UNION SELECT conrelid FROM pg_constraint JOIN reached ON confrelid = reached.id WHERE contype = 'f'
        )
        SELECT id FROM reached
      LOOP
        EXECUTE format('DELETE FROM %s', emptied);
        PERFORM setval(pg_get_serial_sequence(emptied::text, attname), 1, false)
        FROM pg_attribute WHERE attrelid = emptied AND attnum > 0 AND NOT attisdropped;
      END LOOP;
    END $$`)
}
