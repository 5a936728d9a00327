/**
 * What a stream says. At each tick it is asked anew who listens, and `tell` gets them as they are then: what somebody may see is
 * never what they might see when the stream began.
 */
export type Events<Principal> = { ticks: AsyncIterable<void>; tell(principal: Principal): Promise<Told> }

/** `over`: they may hear no more of it. */
export type Told = { event: object } | 'nothing-new' | 'over'

/** For streams that say all of it each time: an event is what differs from the last one. */
export function afresh<Principal>(read: (principal: Principal) => Promise<object | 'over'>): Events<Principal>['tell'] {
  let told = ''
  return async (principal) => {
    const event = await read(principal)
    if (event === 'over') return event
    const text = JSON.stringify(event)
    if (text === told) return 'nothing-new'
    told = text
    return { event }
  }
}
