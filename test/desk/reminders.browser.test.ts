import { expect, it } from 'vitest'
import { today, visitor } from '../api/visitor.ts'
import { atTheDesk, isAccessible, opens } from './desk-rig.ts'
import { picture } from './picture.ts'

atTheDesk('reminders at the desk', (rig) => {
  it('shows who said that they will come, and by which ways they were reminded', async () => {
    const { prisma } = rig.desk.database
    const startsAt = today('11:00')
    const { id } = await visitor(rig.desk.desk, { startsAt, name: 'Maria Erinnert' })
    const toldAt = new Date(startsAt.getTime() - 24 * 60 * 60 * 1000)
    await prisma.appointment.update({ where: { id }, data: { comingAt: toldAt } })
    const told = { dueAt: toldAt, claimedAt: toldAt, toldAt, outcome: 'told' } as const
    await prisma.notice.create({ data: { appointmentId: id, kind: 'reminder', hoursBefore: 24, ...told } })
    const { cookie } = await rig.desk.hires('clerk')
    const day = await opens(rig, { cookie, path: '/desk/heute', width: 820 })
    await day.getByText('hat zugesagt').first().waitFor()
    await picture(day, 'today-coming')
    await isAccessible(day)
    const person = await opens(rig, { cookie, path: `/desk/personen/${id}` })
    await person.getByText('Verlauf').first().click()
    expect(await person.locator('.people-history').innerText()).toMatch(/Erinnerung.*zugestellt.*im Web-Chat/)
    await picture(person, 'people-reminded')
  })
})
