/**
 * SQL: whether what the row `message` says is of no use at `now` (an expression, such as `$1`): its time is over, or it is an offer or
 * a drawn place that was answered or taken back, or of a broadcast that was stopped. Offers go by the database's clock, as everywhere.
 */
export function isOutdated(now: string): string {
  return `CASE
    WHEN message.offer_id IS NOT NULL THEN NOT EXISTS (
      SELECT FROM offer WHERE offer.id = message.offer_id AND offer.state = 'offered' AND offer.expires_at > clock_timestamp()
    )
    WHEN message.useless_at <= ${now} THEN true
    WHEN message.lot_id IS NOT NULL AND message.useless_at IS NOT NULL
      THEN NOT EXISTS (SELECT FROM lot WHERE lot.id = message.lot_id AND lot.state = 'offered')
    ELSE message.recipient_id IS NOT NULL AND ${isOfBroadcast('stopped')}
  END`
}

/** SQL: whether the row `message` waits with its broadcast, which is paused. */
export const isPaused = `(message.recipient_id IS NOT NULL AND ${isOfBroadcast('paused')})`

function isOfBroadcast(state: 'stopped' | 'paused'): string {
  return `EXISTS (
    SELECT FROM broadcast_recipient AS recipient JOIN broadcast ON broadcast.id = recipient.broadcast_id
    WHERE recipient.id = message.recipient_id AND broadcast.state = '${state}'
  )`
}
