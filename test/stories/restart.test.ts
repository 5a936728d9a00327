import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { retain } from '#privacy/retain.ts'
import { nativeName } from '#texts.ts'
import { channels, openOfficeOn } from './open-office.ts'
import { person } from './person.ts'
import { type Device } from './webchat-line.ts'

describe.each(channels)('on %s', (channel) => {
  let office: Awaited<ReturnType<typeof openOfficeOn>>
  beforeAll(async () => {
    office = await openOfficeOn(channel)
  })
  beforeEach(() => {
    office.clock.now = new Date()
  })
  afterAll(() => office.close())

  const visit = async (device: Device = {}) => person(await office.line({ locale: 'uk', device }), 'uk')

  it('goes on at the open question after each restart of the server', async () => {
    const user = await visit()
    await user.arrives()
    await user.goesTo('name')
    await office.restart()
    await user.listens()
    expect(user.heard, 'nothing is said twice').toEqual([])
    await user.says('Оксана Повернулась')
    user.isAsked('dateOfBirth')
    await office.restart()
    await user.goesTo('confirm')
    user.sees('Оксана Повернулась')
    await office.restart()
    await user.tapsFirst()
    user.sees(user.t('card.booked'))
  })

  it('hears after a restart what was said meanwhile', async () => {
    const user = await visit()
    await user.arrives()
    await user.goesTo('people', { name: 'Марія Чекала', birthday: '03.04.1985' })
    await office.restart(async () => {
      const [due] = await office.database.query<{ conversationId: string; id: string }>({
        name: 'test-expire-hold',
        text: `UPDATE hold SET expires_at = now() - interval '1 second'
             RETURNING conversation_id AS "conversationId", id`,
        values: [],
      })
      if (!due) throw new Error('nothing is held')
      await office.conversations.receive({
        address: { channel, conversationId: due.conversationId },
        key: `hold-expired:${due.id}`,
        act: { kind: 'hold-expired', holdId: due.id },
      })
    })
    await user.listens()
    user.sees(user.t('hold.expired'))
    user.isAsked('time')
  })

  it('answers once what is sent again because the server ended before its answer', async () => {
    const line = await office.line({ locale: 'uk' })
    const user = person(line, 'uk')
    await user.arrives()
    await line.say('menu:book', 'sent twice')
    await office.restart()
    await line.say('menu:book', 'sent twice')
    await user.listens()
    expect(user.heard).toHaveLength(1)
    user.isAsked('department')
  })

  it.runIf(channel === 'webchat')(
    'finds what is booked again weeks later on the same device, when all that was said has been deleted',
    async () => {
      const device: Device = {}
      const user = await visit(device)
      await user.arrives()
      await user.goesTo('day')
      const late = user.choices.findLast(({ aside }) => !aside)
      if (!late) throw new Error('no free day')
      await user.presses(late)
      await user.goesTo('confirm', { name: 'Ірина Згодом', birthday: '04.05.1986' })
      await user.tapsFirst()
      const booked = user.heard.find((each) => each.booked)?.card
      if (!booked) throw new Error('nothing was booked')
      await office.restart(async () => {
        office.clock.now = new Date(office.clock.now.getTime() + 21 * 24 * 60 * 60 * 1000)
        await retain(office.database, { now: office.clock.now })
      })

      const returned = await visit(device)
      await returned.listens()
      expect(returned.heard.map(({ card }) => card?.code)).toContain(booked.code)
      await returned.taps(nativeName(returned.language))
      returned.sees(returned.t('greeting'))
      await returned.taps(returned.t('menu.cancel'))
      await returned.taps(returned.t('confirm.cancel'))
      expect(returned.heard.find(({ cancelled }) => cancelled)?.cancelled).toEqual({ code: booked.code })

      const stranger = await visit({ cookie: `terminlotse-device=${'A'.repeat(43)}` })
      await stranger.arrives()
      await stranger.taps(stranger.t('menu.appointments'))
      stranger.sees(stranger.t('step.appointment.none'))
    },
  )
})
