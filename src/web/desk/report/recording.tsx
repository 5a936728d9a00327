import type { JSX } from 'preact'
import type { ReportAnswer } from '../pages/report.tsx'
import { Table } from '../parts/table.tsx'
import { t } from '../texts.ts'
import { count } from './numbers.ts'

/** Who recorded what happened, and who cancelled how long before. */
export function Recording({ figures }: { figures: ReportAnswer['report']['total'] }): JSX.Element {
  const { recordedBy, cancelled, unrecorded } = figures
  return (
    <div class="report-pair">
      <Table label={t('report.whoRecorded')} columns={[t('report.whoRecorded'), t('report.visits')]} isSmall>
        {[
          ...recordedBy.map(({ recorder, count: number }) => [recorder, number] as const),
          ['nobody', unrecorded] as const,
        ].map(([recorder, number]) => (
          <tr class="kern-table__row" key={recorder}>
            <th class="kern-table__cell" scope="row">
              {t(`report.recorder.${recorder}`)}
            </th>
            <td class="kern-table__cell report-number">{count(number)}</td>
          </tr>
        ))}
      </Table>
      {cancelled.length > 0 && (
        <Table
          label={t('report.whenCancelled')}
          columns={[t('report.whenCancelled'), t('report.byApplicant'), t('report.byOffice')]}
          isSmall
        >
          {cancelled.map(({ lead, byApplicant, byOffice }) => (
            <tr class="kern-table__row" key={lead}>
              <th class="kern-table__cell" scope="row">
                {t(`report.lead.${lead}`)}
              </th>
              <td class="kern-table__cell report-number">{count(byApplicant)}</td>
              <td class="kern-table__cell report-number">{count(byOffice)}</td>
            </tr>
          ))}
        </Table>
      )}
    </div>
  )
}
