import type { JSX } from 'preact'
import type { ReportAnswer } from '../pages/report.tsx'
import { Table } from '../parts/table.tsx'
import { language, maybe, t } from '../texts.ts'
import { count } from './numbers.ts'

const languages = new Intl.DisplayNames([language], { type: 'language' })

/** So many lines help; the rest is in the table to take away. */
const most = 15

/** The questions at which most talks ended or most was not understood. */
export function Talks({ talks }: { talks: ReportAnswer['talks'] }): JSX.Element {
  const shown = talks.filter(({ ended, unclear }) => ended + unclear > 0).slice(0, most)
  if (shown.length === 0) return <p class="kern-body">{t('report.noTalks')}</p>
  const columns = ['question', 'task', 'language', 'channel', 'asked', 'ended', 'unclear'] as const
  return (
    <div class="report-talks">
      <Table label={t('report.talks')} columns={columns.map((column) => t(`report.talk.${column}`))} isSmall>
        {shown.map(({ task, step, language: tag, channel, asked, ended, unclear }) => (
          <tr class="kern-table__row" key={`${task} ${step} ${tag} ${channel}`}>
            <th class="kern-table__cell" scope="row">
              {maybe(`report.step.${step}`) ?? step}
            </th>
            <td class="kern-table__cell">{task === '' ? '–' : (maybe(`report.taskOf.${task}`) ?? task)}</td>
            <td class="kern-table__cell">{tag === '' ? '–' : (languages.of(tag) ?? tag)}</td>
            <td class="kern-table__cell">{channel === 'telegram' ? 'Telegram' : t('report.webchat')}</td>
            {[asked, ended, unclear].map((number, index) => (
              <td class="kern-table__cell report-number" key={columns[index + 4]}>
                {count(number)}
              </td>
            ))}
          </tr>
        ))}
      </Table>
    </div>
  )
}
