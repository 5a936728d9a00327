import type { Tx } from '#database.ts'

/**
 * Whoever of the open wave has not been told is of no wave any more: the next one, at `due`, looks anew which places are free and
 * names them. What is being sent counts as told. With `openedBefore` only a wave from before that instant. False: there was nothing
 * to cut.
 */
export async function cutWave(
  tx: Tx,
  { id, due, openedBefore }: { id: string; due: Date; openedBefore?: Date | undefined },
): Promise<boolean> {
  const rows = await tx.query({
    name: 'cut-wave',
    text: `
      WITH
        open AS MATERIALIZED (
          SELECT wave.number, wave.size - count(*) AS told, min(recipient.id) - 1 AS last_id
          FROM broadcast JOIN broadcast_wave AS wave ON wave.broadcast_id = broadcast.id AND wave.number = broadcast.wave
          JOIN broadcast_recipient AS recipient ON recipient.broadcast_id = broadcast.id AND recipient.id <= wave.last_id
          WHERE broadcast.id = $1 AND recipient.state = 'queued' AND coalesce(wave.at < $3, true)
          GROUP BY wave.number, wave.size
        ),
        shorter AS (
          UPDATE broadcast_wave AS wave SET size = told, last_id = open.last_id
          FROM open WHERE broadcast_id = $1 AND wave.number = open.number AND told > 0
        ),
        undone AS (
          DELETE FROM broadcast_wave AS wave USING open WHERE broadcast_id = $1 AND wave.number = open.number AND told <= 0
        )
      UPDATE broadcast SET due_at = $2, wave = CASE WHEN told > 0 THEN wave ELSE wave - 1 END FROM open WHERE id = $1
      RETURNING id`,
    values: [id, due, openedBefore ?? null],
  })
  return rows.length > 0
}
