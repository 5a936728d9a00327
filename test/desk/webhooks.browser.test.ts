import { afterAll, beforeAll, expect, it } from 'vitest'
import { deliverWebhooks } from '#webhooks/deliver.ts'
import { createLog } from '#log.ts'
import { visitor } from '../api/visitor.ts'
import { openReceiver, type Receiver } from '../webhooks/receiver.ts'
import { eventually } from '../web/eventually.ts'
import { atDesk, sitDown } from './desk-site.ts'
import { expectAccessible } from './looks.ts'
import { picture } from './picture.ts'

let receiver: Receiver
beforeAll(async () => {
  receiver = await openReceiver()
})
afterAll(() => receiver.close())

atDesk('webhooks at the desk', (rig) => {
  it('are added with a secret that is shown once, watched, sent again, switched off and removed', async () => {
    const { site } = rig
    const boss = await site.hires('Ada Beispiel', [{ role: 'administrator' }])
    const { page, complaints, elsewhere, close } = await sitDown(rig, { token: boss.token, path: '/desk/webhooks' })
    await page.getByText('Es gibt noch keine Webhooks.').waitFor()
    await page.getByRole('button', { name: 'Webhook hinzufügen' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Adresse').fill('https://10.0.0.7/hooks')
    await dialog.getByRole('button', { name: 'Webhook hinzufügen' }).click()
    await dialog.getByText('Diese Adresse liegt in einem internen Netz').waitFor()
    await expectAccessible(page, 'an address inside of a network')
    await picture(page, 'webhook-add')
    await dialog.getByLabel('Adresse').fill('https://203.0.114.7/hooks')
    await dialog.getByLabel('verschoben').uncheck()
    await dialog.getByRole('button', { name: 'Webhook hinzufügen' }).click()
    expect(await dialog.locator('code').innerText()).toMatch(/^whsec_[\w+/]{43}=$/)
    await picture(page, 'webhook-made')
    await expectAccessible(page, 'a webhook that was added')
    await dialog.getByRole('button', { name: 'Fertig' }).click()

    const { prisma } = site.database
    const hook = await prisma.webhook.findFirstOrThrow()
    expect(hook.events).not.toContain('appointment.moved')
    await prisma.webhook.update({ where: { id: hook.id }, data: { url: receiver.url } })
    for (const status of [503, 204]) {
      receiver.mood.status = status
      await visitor(site, { startsAt: new Date(new Date(Date.now() + 5 * 86_400_000).setUTCHours(1, 20, 0, 0)) })
      await delivers(['127.0.0.1'])
    }
    await page.reload()
    await page.getByRole('button', { name: 'Meldungen an' }).click()
    await page.getByText('Antwort 503; nächster Versuch').waitFor()
    await page.getByText('angekommen (204)').waitFor()
    await page.getByText('1 Meldung wartet').waitFor()
    await picture(page, 'webhooks')
    await expectAccessible(page, 'deliveries')
    await page.getByRole('row', { name: '503' }).getByRole('button', { name: 'noch einmal senden' }).click()
    await page.getByText('wird gesendet').waitFor()
    await delivers(['127.0.0.1'])
    await page.reload()
    await page.getByRole('button', { name: 'Meldungen an' }).click()
    await eventually(() => page.getByText('angekommen (204)').count()).toBe(2)

    await page.getByRole('button', { name: 'ausschalten' }).click()
    await page.getByText('ausgeschaltet', { exact: true }).waitFor()
    await page.getByRole('button', { name: 'einschalten' }).click()
    await page.getByText('eingeschaltet', { exact: true }).waitFor()
    await page.getByRole('button', { name: 'entfernen' }).click()
    await expectAccessible(page, 'asked before removing')
    await dialog.getByRole('button', { name: 'Entfernen' }).click()
    await page.getByText('Es gibt noch keine Webhooks.').waitFor()
    expect(complaints).toEqual([])
    expect(elsewhere).toEqual([])
    await close()
  })

  async function delivers(privateHosts: readonly string[]) {
    const { database, keys } = rig.site
    const log = createLog({ logLevel: 'silent' })
    const { signal } = new AbortController()
    await deliverWebhooks({ database, keys, log, privateHosts, signal, now: () => new Date(Date.now() + 1000) })
  }
})
