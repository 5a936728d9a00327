import { z } from 'zod'
import { type Department, inUse, loadOffice } from '#appointments/office.ts'
import type { Config } from '#config.ts'
import { openStore } from '#database/open-store.ts'
import { botName } from '#posters/bot-name.ts'
import { printPosters } from '#posters/print-posters.ts'
import { Refusal } from '#refusal.ts'
import { Language } from '#texts.ts'
import { defineCommand } from './command.ts'

/** A4 posters with the codes of both ways into the chat: SVG files that a browser prints. */
export const poster = defineCommand({
  words: 'poster',
  usage: 'poster [--department ID] [--language TAG] [--out DIR]',
  about: 'draws a poster (A4, SVG) per department and language',
  options: { department: { type: 'string' }, language: { type: 'string' }, out: { type: 'string' } },
  values: z.object({
    department: z.string().optional(),
    language: z.enum(Language.options, `must be one of ${Language.options.join(', ')}`).optional(),
    out: z.string().default('posters'),
  }),
  async run({ config, values, say }) {
    const { publicUrl, telegram } = config
    if (publicUrl === undefined)
      throw new Refusal('PUBLIC_URL is missing: a poster needs the address that its codes lead to', { code: 2 })
    const departments = choose(await findDepartments(config, say), values.department)
    const languages = values.language ? [values.language] : Language.options
    const bot = await botName(telegram)
    if (telegram.botToken !== undefined && bot === undefined)
      say('Telegram does not say what the bot is called: these posters lead to the web chat alone.')
    const files = await printPosters({ departments, languages, publicUrl, bot, out: values.out })
    return { isOk: true, lines: files, data: { files, bot: bot ?? null } }
  },
})

async function findDepartments(config: Config, say: (line: string) => void): Promise<Department[]> {
  const { database, close } = await openStore({ config, purpose: 'command', say })
  const departments = inUse((await loadOffice(database.prisma).finally(close)).departments)
  if (departments.length === 0)
    throw new Refusal('There is no department yet: "terminlotse seed" makes the example ones')
  return departments
}

function choose(departments: Department[], wanted: string | undefined): Department[] {
  const chosen = departments.filter(({ id }) => wanted === undefined || id === wanted)
  if (chosen.length > 0) return chosen
  throw new Refusal(`There is no department "${wanted}"; there are: ${departments.map(({ id }) => id).join(', ')}`)
}
