import { beforeEach, expect, it } from 'vitest'
import { telegramState } from '#channels/telegram/state.ts'

let said: string[]
let state: ReturnType<typeof telegramState>
beforeEach(() => {
  said = []
  const log = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} }
  state = telegramState({ say: (line) => said.push(line), log })
})

it('says each change once, and nothing of a start that went well', () => {
  state.answers()
  state.away()
  state.away()
  state.answers()
  expect(said).toEqual([expect.stringContaining('does not answer'), expect.stringContaining('answers again')])
  expect(state.notes()).toEqual([])
})

it.each([401, 404])('takes a message that went out for proof of the token, after a %i', (code) => {
  state.refused(code)
  expect(state.notes()).toEqual([expect.stringContaining('TELEGRAM_BOT_TOKEN')])
  state.carries()
  expect(state.notes()).toEqual([])
})

it('but not for proof that updates come', () => {
  state.refused(409)
  state.carries()
  expect(state.notes()).toEqual([expect.stringContaining('Another program polls')])
})

it('notes what is not taken of the introduction beside everything else', () => {
  state.introduced([])
  expect(said).toEqual([])
  state.introduced(['setMyDescription uk: 400'])
  state.introduced(['setMyDescription uk: 400'])
  state.away()
  expect(state.notes()).toEqual([
    expect.stringContaining('does not answer'),
    expect.stringContaining('setMyDescription'),
  ])
  expect(said).toHaveLength(2)
  state.answers()
  state.introduced([])
  expect(state.notes()).toEqual([])
})
