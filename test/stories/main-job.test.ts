import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Language } from '#texts.ts'
import { writeWhen } from '#conversation/when.ts'
import { channels, openOfficeOn } from './open-office.ts'
import { person } from './person.ts'

describe.each(channels)('on %s', (channel) => {
  let office: Awaited<ReturnType<typeof openOfficeOn>>
  beforeAll(async () => {
    office = await openOfficeOn(channel)
  })
  afterAll(() => office.close())

  describe.each(Language.options)('in %s', (language) => {
    const visit = async () => person(await office.line({ locale: language }), language)

    it('books an appointment, finds it, moves it and cancels it', async () => {
      const user = await visit()
      const who = { name: `Тест ${language} Особа`, birthday: '01.02.1985' }
      await user.arrives()
      await user.goesTo('confirm', who)
      user.sees(`${user.t('label.name')}: ${who.name}`)
      const booked = await user.books(who)

      user.sees(user.t('card.booked'))
      user.sees(writeWhen(new Date(booked.startsAt), language))
      user.sees(writeWhen(new Date(booked.startsAt), 'de'))
      user.sees(booked.mapUrl)
      user.sees(user.t('card.plea'))
      expect(booked.documents.length).toBeGreaterThan(0)
      user.isAsked('menu')

      await user.taps(user.t('menu.appointments'))
      user.sees(booked.code)

      await user.taps(user.t('menu.move'))
      await user.goesTo('confirm')
      user.sees(writeWhen(new Date(booked.startsAt), language))
      await user.taps(user.t('confirm.move'))
      user.sees(user.t('card.moved'))
      const moved = user.heard.find((each) => each.booked)?.card
      expect(moved).toMatchObject({ code: booked.code, moves: 1 })

      await user.taps(user.t('menu.cancel'))
      user.isAsked('confirm')
      await user.taps(user.t('confirm.cancel'))
      expect(user.heard.find((each) => each.cancelled)?.cancelled).toEqual({ code: booked.code })
      user.isAsked('menu')
      await user.taps(user.t('menu.appointments'))
      user.sees(user.t('step.appointment.none'))
    })

    it('answers every step’s help, back, language and stop, and comes back to the open question', async () => {
      const user = await visit()
      await user.arrives()
      await user.taps(user.t('menu.book'))
      const steps: string[] = ['menu']
      while (steps.at(-1) !== 'confirm') {
        const step = user.step
        await user.taps(user.t('menu.help'))
        user.sees(user.t('help'))
        user.isAsked(step)
        await user.taps(user.t('menu.language'))
        user.isAsked('language')
        await user.taps(user.t('menu.back'))
        user.isAsked(step)
        await user.taps(user.t('menu.back'))
        user.isAsked(steps.at(-1) ?? '')
        steps.push(step)
        await user.goesTo(step)
        if (step !== 'confirm') await user.goesOn()
      }
      expect(steps).toHaveLength(9)
      await user.taps(user.t('menu.stop'))
      user.isAsked('menu')
      user.sees(user.t('left'))
    })
  })
})
