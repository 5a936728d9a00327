import { describe, expect, it } from 'vitest'
import type { AppointmentCard } from '#message.ts'
import { type Activity, readActivitySet } from '#web/chat/activity.ts'
import { erasure, fateOf, merge, openQuestion } from '#web/chat/log.ts'

const said = (number: number, more: Partial<Activity> = {}): Activity => ({
  id: `c|${number}`,
  at: `2026-11-23T08:00:00.${String(number).padStart(3, '0')}Z`,
  from: 'office',
  text: `${number}`,
  ...more,
})
const question = { step: 'menu', layout: 'list', input: 'any', choices: [] } as const
const card = { code: 'BCDF-2345', moves: 0 } as AppointmentCard

describe('the log', () => {
  it('has every message once and in order, whichever way it came', () => {
    const log = merge(merge([], [said(1), said(3)]), [said(2), said(3), said(4)])
    expect(log.map(({ text }) => text)).toEqual(['1', '2', '3', '4'])
  })

  it('shows the newest version of a message', () => {
    expect(merge([said(1)], [said(1, { text: 'new' })])).toEqual([said(1, { text: 'new' })])
  })

  it('forgets what was said before everything was erased', () => {
    const log = merge([said(1), said(2)], [said(3, { hasErased: true }), said(4)])
    expect(log.map(({ text }) => text)).toEqual(['3', '4'])
    expect([erasure(log), erasure([said(1)]), erasure([])]).toEqual(['c|3', undefined, undefined])
  })

  it('has an open question until somebody answers', () => {
    const asked = said(2, { question })
    expect(openQuestion([said(1), asked])).toBe(asked)
    expect(openQuestion([asked, said(3, { from: 'person' })])).toBeUndefined()
    expect(openQuestion([])).toBeUndefined()
  })

  it('knows what became of an appointment', () => {
    const shown = said(1, { card })
    expect(fateOf([shown, said(2)], shown)).toBe('valid')
    expect(fateOf([shown, said(2, { card })], shown)).toBe('valid')
    expect(fateOf([shown, said(2, { card: { ...card, moves: 1 } })], shown)).toBe('replaced')
    expect(fateOf([shown, said(2, { cancelled: card.code })], shown)).toBe('cancelled')
    expect(fateOf([shown, said(2, { cancelled: 'GHJK-2345' })], shown)).toBe('valid')
    expect(fateOf([said(1, { cancelled: card.code }), said(2, { card })], said(2, { card }))).toBe('valid')
  })
})

describe('what the server sends', () => {
  it('is read as far as it is understood', () => {
    const { activities, watermark } = readActivitySet({
      watermark: '7',
      activities: [
        { type: 'typing', id: 'c|1' },
        { type: 'message', text: 'without an id' },
        {
          type: 'message',
          id: 'c|2',
          timestamp: 't',
          from: { role: 'user' },
          text: 'hi',
          channelData: { clientActivityID: 'x' },
        },
        {
          type: 'message',
          id: 'c|3',
          timestamp: 't',
          from: { role: 'bot' },
          text: 'ho',
          channelData: { step: 'day', layout: 'cube', choices: [{ value: 'a', label: 'b' }, {}] },
        },
      ],
    })
    expect(watermark).toBe('7')
    expect(activities).toEqual([
      { id: 'c|2', at: 't', from: 'person', text: 'hi', clientId: 'x' },
      expect.objectContaining({
        id: 'c|3',
        question: { step: 'day', layout: 'list', input: 'any', choices: [{ value: 'a', label: 'b' }] },
      }),
    ])
  })

  it('may be anything without doing harm', () => {
    for (const nonsense of [undefined, null, 'x', [], { activities: 'x' }, { activities: [null, 1] }]) {
      expect(readActivitySet(nonsense).activities).toEqual([])
    }
  })

  it('shows no picture from elsewhere', () => {
    const attachments = [
      { contentType: 'image/png', contentUrl: 'https://example.org/track.png' },
      { contentType: 'text/calendar', contentUrl: 'data:text/calendar;base64,QQ==' },
    ]
    const [activity] = readActivitySet({ activities: [{ type: 'message', id: '1', attachments }] }).activities
    expect(activity).toMatchObject({ qrCode: undefined, calendarFile: 'data:text/calendar;base64,QQ==' })
  })
})
