import { forMenu } from '#appointments/for-menu.ts'
import { Task } from '../answers.ts'
import { unclear } from '../choosing.ts'
import { type Talk, type TalkStep, textsOf } from '../talk.ts'
import { choose } from '../understanding/choose.ts'
import { offersMail } from './email.ts'

/** What the office can do for somebody; the chosen task leads to its own steps. */
export const menu: TalkStep = {
  key: 'menu',
  gives: 'menu',
  ask: async (talk) => ({
    step: 'menu',
    text: textsOf(talk)('step.menu.ask'),
    choices: await choices(talk),
    layout: 'list',
    input: 'any',
  }),
  read: async (said) => {
    const task = said.kind === 'press' ? Task.safeParse(said.key).data : undefined
    return task === undefined ? unclear() : { kind: 'answered', answers: { menu: task } }
  },
}

/** The value of the choice that a text names by its number, its label or a part of it: not all of them are tasks. */
export async function namedInMenu(talk: Talk, text: string): Promise<string | undefined> {
  const chosen = choose(text, await choices(talk))
  return 'value' in chosen ? chosen.value : undefined
}

/** Near a visit the first thing is to say that one is there. */
async function choices(talk: Talk) {
  const t = textsOf(talk)
  const possible = await forMenu(talk.tx, talk)
  const here = possible.isNear ? (['here'] as const) : []
  const tasks = [...here, ...(['book', 'appointments', 'move', 'cancel', 'code'] as const)].map((task) => ({
    value: `menu:${task}`,
    label: t(`menu.${task}`),
  }))
  tasks.push({ value: 'menu:subscribe', label: t('waitlist.menu') })
  const won = possible.offered === null ? [] : [{ value: `drawn:show:${possible.offered}`, label: t('draw.menu-won') }]
  const open = possible.hasOpenDraw ? [{ value: 'menu:draw', label: t('draw.menu') }] : []
  const email =
    possible.isExpected && offersMail(talk) ? [{ value: 'menu:email', label: t('reminders.email.menu') }] : []
  return [...won, ...tasks, ...open, ...email]
}
