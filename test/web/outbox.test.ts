import { describe, expect, it } from 'vitest'
import {
  activityOf,
  type Letter,
  mark,
  nextLetter,
  readOutbox,
  without,
  withoutArrived,
  withoutSent,
} from '#web/chat/outbox.ts'

const letter = (clientId: string, state: Letter['state'] = 'waiting'): Letter => ({ clientId, text: clientId, state })
const heard = (clientId?: string) => ({ id: `1|${clientId}`, at: '', from: 'person' as const, text: '', clientId })

describe('what is on its way', () => {
  it('goes in the order in which it was written', () => {
    expect(nextLetter([letter('a', 'sent'), letter('b'), letter('c')])?.clientId).toBe('b')
  })

  it('is not sent again by itself once it was refused', () => {
    expect(nextLetter([letter('a', 'refused')])).toBeUndefined()
  })

  it('has arrived when the feed repeats it, even if its acknowledgement got lost', () => {
    expect(withoutArrived([letter('a'), letter('b')], [heard('a')])).toEqual([letter('b')])
  })

  it('stays when the feed repeats messages of others, or some without a name', () => {
    expect(withoutArrived([letter('a')], [heard('b'), heard(undefined)])).toEqual([letter('a')])
  })

  it('is kept when everything that has arrived is erased', () => {
    const onItsWay = [letter('b'), letter('c', 'refused')]
    expect(withoutSent([letter('a', 'sent'), ...onItsWay])).toEqual(onItsWay)
  })

  it('keeps its name when it is marked or written again', () => {
    expect(mark([letter('a'), letter('b')], { clientId: 'b' }, 'sent')).toEqual([letter('a'), letter('b', 'sent')])
    expect(without([letter('a'), letter('b')], { clientId: 'a' })).toEqual([letter('b')])
  })

  it('survives a reload, whatever else lies in the storage', () => {
    expect(readOutbox(JSON.parse(JSON.stringify([letter('a'), letter('b')])))).toEqual([letter('a'), letter('b')])
    expect(readOutbox(undefined)).toEqual([])
    expect(readOutbox({ length: 1 })).toEqual([])
    expect(readOutbox([null, 1, 'x', { clientId: 'a' }, letter('c')])).toEqual([letter('c')])
  })

  it('tells a press from the same words typed', () => {
    expect(activityOf(letter('a'))).toEqual({ type: 'message', text: 'a', channelData: { clientActivityID: 'a' } })
    expect(activityOf({ ...letter('a'), text: 'Termin buchen', value: 'menu:book' })).toEqual({
      type: 'message',
      text: 'Termin buchen',
      value: 'menu:book',
      channelData: { clientActivityID: 'a', messageBack: { displayText: 'Termin buchen' } },
    })
  })
})
