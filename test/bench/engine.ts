import { existsSync } from 'node:fs'
import { type Bench, type Measured, median } from './bench.ts'
import { survey } from './survey.ts'

/** What a turn costs without a database, late in a long dialog and early, and beside engines that others wrote. */
export const bench: Bench = {
  name: 'engine alone',
  run: async () => ({ ...(await hundred()), ...(await ten()) }),
}

const rounds = 21
const perRound = 600

/** Answers one question of a dialog at a time and resolves to the milliseconds of each turn. */
export type Engine = { name: string; play: () => Promise<number[]> }

async function hundred(): Promise<Measured> {
  const { answered, answer } = survey(100)
  const cost = async (question: number) => {
    const before = answered(question - 1)
    const started = process.cpuUsage()
    for (let turn = 0; turn < perRound; turn++) {
      const { asked } = await answer(before, 'green')
      if (asked !== `q${question}`) throw new Error(`Asked ${asked} after question ${question}`)
    }
    // The processor's own time, in milliseconds: what else runs on the machine counts less.
    return process.cpuUsage(started).user / 1000 / perRound
  }
  for (let warm = 0; warm < 10; warm++) for (const question of [1, 100]) await cost(question)
  const costs: { first: number; last: number }[] = []
  for (let round = 0; round < rounds; round++) {
    // Whoever comes second finds another heap: they take turns.
    if (round % 2 === 0) costs.push({ first: await cost(1), last: await cost(100) })
    else costs.push(await cost(100).then(async (last) => ({ last, first: await cost(1) })))
  }
  return {
    'turns per second at question 1 of 100': Math.round(1000 / median(costs.map(({ first }) => first))),
    'turns per second at question 100': Math.round(1000 / median(costs.map(({ last }) => last))),
    'cost at question 100 over question 1 (at most 1.2)': median(costs.map(({ first, last }) => last / first)).toFixed(
      2,
    ),
  }
}

/** The same ten questions, with the state as text between two turns, as any store keeps it. */
async function ten(): Promise<Measured> {
  const engines = [ours(), ...(await peers())]
  const turns = new Map<string, number[][]>(engines.map(({ name }) => [name, []]))
  for (let round = 0; round < 10; round++) {
    for (const { name, play } of engines) {
      for (let plays = 0; plays < 40; plays++) turns.get(name)?.push(await play())
    }
  }
  const measured = [...turns].map(([name, plays]) => {
    // The first round warms; in each of the others most plays follow one of the same engine.
    const warm = plays.slice(40)
    const whole = median(warm.map((play) => play.reduce((sum, each) => sum + each, 0)))
    // The tenth turn ends a dialog and asks nothing.
    const growth = median(warm.map((play) => play[8] ?? 0)) / median(warm.map((play) => play[0] ?? 0))
    return [
      name,
      `${Math.round(10_000 / whole)} turns per second, question 9 costs ${growth.toFixed(2)} times question 1`,
    ]
  })
  const missing = engines.length > 1 ? {} : { peers: 'not installed: npm run peers' }
  return { ...Object.fromEntries(measured), ...missing }
}

function ours(): Engine {
  const { answered, answer } = survey(10)
  return {
    name: 'ten questions, ours',
    async play() {
      const turns: number[] = []
      let stored = JSON.stringify(answered(0))
      for (let question = 1; question <= 10; question++) {
        const started = performance.now()
        const { answers } = await answer(JSON.parse(stored), 'green')
        stored = JSON.stringify(answers)
        turns.push(performance.now() - started)
      }
      return turns
    },
  }
}

async function peers(): Promise<Engine[]> {
  if (!existsSync(new URL('../peers/node_modules', import.meta.url))) return []
  const { engines }: { engines: () => Engine[] } = await import(new URL('../peers/engines.ts', import.meta.url).href)
  return engines()
}
