import { expect, it } from 'vitest'
import type { Appointment } from '#appointments/appointment.ts'
import { cancelAtDesk } from '#appointments/desk/cancel-at-desk.ts'
import { instantOf } from '#appointments/local-time.ts'
import { passAllOn, waiting } from '../appointments/waitlist/waiting.ts'
import { visitor } from '../api/visitor.ts'
import { atTheDesk, opens } from './desk-rig.ts'
import { expectAccessible } from './looks.ts'
import { picture } from './picture.ts'

/** A Monday in working hours, by the office's clock. */
const now = new Date('2026-11-23T09:00:00Z')

atTheDesk('the waitlist at the desk', (rig) => {
  it('shows where freed times went and who waits, and a caller is put on the list and answers', async () => {
    const { desk } = rig
    desk.clock.now = now
    await desk.database.prisma.slot.deleteMany()
    const [early, late, other] = [await booked('2026-12-01'), await booked('2026-12-08'), await booked('2026-12-03')]
    const service = await desk.database.prisma.appointment.findFirstOrThrow({ where: { id: early.id } })
    await waiting(desk.database, { serviceId: service.serviceId, until: '2026-11-30', noticeMinutes: 180 })
    await frees(other)
    await passAllOn(desk.database, now)
    await frees(early)

    const manager = await desk.hires('manager')
    const page = await opens(rig, { ...manager, path: '/desk/warteliste', at: now })
    await page.getByRole('heading', { name: 'Warteliste', level: 1 }).waitFor()
    await page.getByText('für alle ab').waitFor()
    await page.getByText('Eine Person wartet').first().waitFor()
    await page.getByRole('button', { name: 'Auf die Warteliste setzen' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Code des Termins').fill('2345CDFH')
    await dialog.getByRole('button', { name: 'Auf die Warteliste setzen' }).click()
    await dialog.getByText('Zu diesem Code gibt es hier keinen kommenden Termin').waitFor()
    await expectAccessible(page, 'a code that is none')
    await picture(page, 'waitlist-put-on')
    await dialog.getByLabel('Code des Termins').fill(late.code)
    await dialog.getByLabel('Wie kurzfristig').selectOption('60')
    await dialog.getByRole('button', { name: 'Auf die Warteliste setzen' }).click()
    await page.getByText('muss angerufen werden').waitFor()
    await passAllOn(desk.database, now)
    await page.reload()
    await page.getByText('bitte anrufen').waitFor()
    await expectAccessible(page, 'the waitlist')
    await picture(page, 'waitlist')
    await page.getByRole('button', { name: /^Sagt zu/ }).click()
    await page.getByText('angenommen:').waitFor()
    expect(await page.content(), 'no name').not.toMatch(/Person [0-9a-f]{8}-/)
    await page
      .getByRole('button', { name: /^Sofort für alle freigeben/ })
      .first()
      .click()
    await page.getByRole('cell', { name: 'für alle frei', exact: true }).waitFor()
    await page.getByRole('button', { name: /^Beenden/ }).click()
    await page.getByRole('heading', { name: 'Niemand wartet' }).waitFor()
    expect(await page.getByText('0 Personen').count(), 'said once').toBe(0)
    await picture(page, 'waitlist-done')
  })

  function booked(day: string): Promise<Appointment> {
    const startsAt = instantOf({ day, time: '10:00' })
    if (!startsAt) throw new Error(`There is no 10:00 on ${day}`)
    return visitor(rig.desk.desk, { startsAt })
  }

  async function frees({ id }: Appointment): Promise<void> {
    const { database, desk } = rig.desk
    const cancelling = { appointmentId: id, by: 'applicant' as const, staffId: null, now }
    const { outcome } = await database.transaction((tx) => cancelAtDesk(tx, desk.keys, cancelling))
    expect(outcome).toBe('cancelled')
  }
})
