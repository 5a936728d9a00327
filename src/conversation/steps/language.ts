import type { Question } from '#message.ts'
import { Language, nativeName } from '#texts.ts'
import { unclear } from '../choosing.ts'
import { type Talk, type TalkStep, textsOf } from '../talk.ts'
import { isOverheard } from '../overheard.ts'
import { readLanguage } from '../understanding/which-language.ts'

export const language: TalkStep = {
  key: 'language',
  gives: 'language',
  ask: async (talk) => question(talk),
  read: async (said) => {
    const chosen = said.kind === 'press' ? Language.safeParse(said.key).data : readLanguage(said.text)
    return chosen === undefined ? unclear() : { kind: 'answered', answers: { language: chosen } }
  },
}

/** Before anything is known the question stands in all languages; the device's own language is offered first. */
function question(talk: Talk): Question {
  const first = talk.proposed
  const offered = first ? [first, ...Language.options.filter((other) => other !== first)] : Language.options
  const isKnown = talk.answers.was?.step === 'language'
  return {
    step: 'language',
    text: isKnown ? textsOf(talk)('step.language.ask') : inAllLanguages(talk, offered),
    choices: offered.map((each) => ({ value: `language:${each}`, label: nativeName(each) })),
    layout: 'languages',
    input: 'any',
  }
}

/**
 * Whoever writes through somebody else's service reads in the very first message, before any choice, what that means and
 * where the office's own chat is: it speaks the browser's language by itself.
 */
function inAllLanguages(talk: Talk, languages: readonly Language[]): string {
  const texts = languages.map(talk.speak)
  if (talk.answers.met || !isOverheard(talk)) return texts.map((t) => t('step.language.ask')).join('\n')
  const { publicUrl } = talk.reach
  const blocks = texts.map((t) =>
    [t('step.language.ask'), t('notice'), ...(publicUrl === undefined ? [] : [t('notice-elsewhere')])].join('\n'),
  )
  return [...blocks, ...(publicUrl === undefined ? [] : [`${publicUrl}/`])].join('\n\n')
}
