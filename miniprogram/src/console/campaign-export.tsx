import { type FigureList, figureListNames, figureLists, startFigures } from '@gonghui/shared/reading/figures'
import { getJob } from '@gonghui/shared/reading/jobs'
import { Text, View } from '@tarojs/components'
import { useEffect, useRef, useState } from 'react'
import { call, newKey } from '../lib/api'
import { saveJobFile } from '../lib/job-file'
import { saidOf, untilKnown } from '../lib/until-known'
import { Button } from '../ui/button'
import { Choice } from '../ui/field'
import { Confirm } from '../ui/sheet'

const lists = figureLists.map((value) => ({ value, text: figureListNames[value] }))
const formats = [
  { value: 'xlsx', text: 'Excel（.xlsx）' },
  { value: 'csv', text: 'CSV' },
] as const

type State = 'closed' | 'asking' | 'making'

/** 导出: one list of a campaign's figures, made and saved at once. */
export function CampaignExport({ campaignId }: { readonly campaignId: string }) {
  const [state, setState] = useState<State>('closed')
  const [error, setError] = useState<string>()
  const [list, setList] = useState<FigureList>('orgs')
  const [format, setFormat] = useState<'xlsx' | 'csv'>('xlsx')
  const here = useRef(true)
  useEffect(() => {
    here.current = true
    return () => {
      here.current = false
    }
  }, [])

  const make = async () => {
    setState('making')
    const key = newKey()
    const started = await untilKnown(() =>
      call(startFigures, { params: { campaignId }, body: { list, format } }, { key }),
    )
    const said =
      started.kind === 'answer'
        ? await saveJobFile(
            () => call(getJob, { params: { jobId: started.body.jobId } }),
            () => here.current,
          )
        : saidOf(started)
    setError(said)
    setState(said === undefined ? 'closed' : 'asking')
  }

  return (
    <>
      <Button id="export" tone="line" shape="small" icon="download" onTap={() => setState('asking')}>
        导出
      </Button>
      {state !== 'closed' && (
        <Confirm
          title="导出"
          body={
            <View>
              <Choice id="export-list" label="哪张表" value={list} options={lists} onChange={setList} />
              <Choice id="export-format" label="格式" value={format} options={formats} onChange={setFormat} />
              <Text className="block t14 quiet">都是汇总数，没有姓名。</Text>
              {error && (
                <Text className="block no" id="export-failed">
                  {error}
                </Text>
              )}
            </View>
          }
          yes="导出"
          busy={state === 'making' && '正在做表…'}
          onNo={() => setState('closed')}
          onYes={() => void make()}
        />
      )}
    </>
  )
}
