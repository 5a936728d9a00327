import { expect, it } from 'vitest'
import { today, visitor } from '../api/visitor.ts'
import { atTheDesk, isAccessible, opens } from './desk-rig.ts'

atTheDesk('the waiting room’s screen', (rig) => {
  it('is paired by its link, shows codes and rooms with a sound, and never a name', async () => {
    const manager = await rig.desk.hires(['manager', 'clerk'])
    const made = await manager.sends('POST', '/devices', { kind: 'board', name: 'Wartebereich', locationId: 'neuss' })
    const { pathname, hash } = new URL(made.body.link)
    const page = await opens(rig, { cookie: '', path: `${pathname}${hash}` })
    const sounds: number[] = []
    await page.exposeFunction('heard', () => sounds.push(1))
    await page.getByText('Bitte warten Sie').waitFor()
    expect(page.url()).not.toContain(hash)
    await page.evaluate(() => {
      const start = OscillatorNode.prototype.start
      OscillatorNode.prototype.start = function (...at) {
        ;(globalThis as unknown as { heard(): void }).heard()
        return start.apply(this, at)
      }
    })
    await page.getByRole('button', { name: 'Ton einschalten' }).click()
    await expect.poll(() => sounds.length).toBe(2)
    const visit = await visitor(rig.desk.desk, { startsAt: today('09:00'), name: 'Олена Шевченко' })
    await manager.sends('POST', `/visits/${visit.id}/call`, { room: '2.14' })
    await page.getByText(`${visit.code.slice(0, 4)}-${visit.code.slice(4)}`).waitFor()
    await page.getByText('2.14').waitFor()
    for (const [width, height] of [
      [1280, 1000],
      [1920, 1080],
      [1080, 1920],
    ] as const) {
      await page.setViewportSize({ width, height })
      const lines = page.locator('.board-code').evaluate((element) => {
        const range = document.createRange()
        range.selectNodeContents(element)
        return range.getClientRects().length
      })
      expect(await lines, `lines of a code at ${width} px`).toBe(1)
    }
    await expect.poll(() => sounds.length).toBe(4)
    rig.desk.clock.now = new Date(rig.desk.clock.now.getTime() + 60_000)
    await manager.sends('POST', `/visits/${visit.id}/call-again`)
    await expect.poll(() => sounds.length).toBe(6)
    expect(await page.content()).not.toMatch(/Олена|Olena/)
    await isAccessible(page)
    await page.reload()
    await page.getByText('2.14').waitFor()
    await manager.sends('POST', `/devices/${made.body.id}/revoke`)
    await page.reload()
    await page.getByText('Dieser Bildschirm ist nicht verbunden').waitFor()
  })
})
