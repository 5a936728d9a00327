import type { Browser, Page } from 'playwright-core'
import { sitDown } from '../desk/desk-site.ts'
import { book, visit } from '../web/visitor.ts'
import { bookAtDesk, editOffice, type Journey } from './output-journeys.ts'
import type { Outputs } from './output-office.ts'

type Sample = Journey & { browser: Browser; isAlive: boolean }

/**
 * A text where people look at it: the chat, the person at the desk with a note, the paper, the office's texts. `isAlive`
 * takes it for markup, as a page without escape would.
 */
export async function lookAtPages(office: Outputs, sample: Sample): Promise<void> {
  await editOffice(office, sample)
  await inChat(office, sample)
  const id = await bookAtDesk(office, sample)
  const pages = { person: `personen/${id}`, print: `personen/${id}/print`, office: 'behoerde', calendar: 'kalender' }
  for (const [name, path] of Object.entries(pages)) await atDesk(office, { ...sample, path, name: `desk page ${name}` })
  await office.clear()
}

async function inChat(office: Outputs, { browser, ...sample }: Sample): Promise<void> {
  const visitor = await visit({ browser, site: { origin: office.deskOrigin } }, { locale: 'de' })
  const judged = watch(visitor.page)
  await visitor.types(sample.text)
  await book(visitor)
  sample.found('chat page', await judged(sample, visitor))
  const shown = await visitor.page.locator('.card').first().textContent()
  sample.found('card', shown?.includes(sample.text) ? undefined : 'not shown as text')
  await visitor.close()
}

async function atDesk(
  office: Outputs,
  { browser, path, name, ...sample }: Sample & { path: string; name: string },
): Promise<void> {
  const site = { origin: office.deskOrigin }
  const desk = await sitDown({ browser, site }, { token: office.token, path: `/desk/${path}` })
  const judged = watch(desk.page)
  if (name.endsWith('person')) await desk.page.getByText('Notizen (1)').first().click()
  sample.found(name, await judged(sample, desk))
  await desk.close()
}

const markup =
  '[onerror], [onload], [onfocus], [srcdoc], iframe, base, tg-spoiler, a[href^="javascript"], a[href^="tg:"], [action*="evil"]'

type Judging = Pick<Sample, 'text' | 'isAlive'>
type Noticed = { elsewhere: readonly string[]; complaints: readonly string[] }

/** Waits until the text is there and says what is wrong with it: a script that ran or tried to, markup, a foreign request. */
function watch(page: Page) {
  let ran = 0
  page.on('dialog', (dialog) => {
    ran++
    void dialog.dismiss()
  })
  return async ({ text, isAlive }: Judging, { elsewhere, complaints }: Noticed): Promise<string | undefined> => {
    const isShown = await page
      .waitForFunction((wanted) => document.body.textContent?.includes(wanted), text, { timeout: 10_000 })
      .then(
        () => true,
        () => false,
      )
    if (isAlive) await page.evaluate(parseTexts)
    const made = await page.locator(markup).count()
    if (ran > 0) return 'a script ran'
    if (made > 0) return 'markup'
    if (elsewhere.length > 0) return `a request to ${elsewhere[0]}`
    if (complaints.length > 0) return complaints[0]?.slice(0, 100)
    return isShown ? undefined : 'not shown as text'
  }
}

function parseTexts(): void {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  const texts: Node[] = []
  while (walker.nextNode()) texts.push(walker.currentNode)
  for (const { parentElement, textContent } of texts) {
    if (parentElement && textContent?.includes('<')) parentElement.innerHTML = textContent
  }
}
