import { type ExportList, exportListNames, exportLists, startExport } from '@gonghui/shared/benefits/exports'
import { Text, View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { useState } from 'react'
import { useDeed } from '../lib/use-deed'
import { Button } from '../ui/button'
import { Choice } from '../ui/field'
import { Confirm } from '../ui/sheet'

const lists = exportLists.map((value) => ({ value, text: exportListNames[value] }))
const formats = [
  { value: 'xlsx', text: 'Excel（.xlsx）' },
  { value: 'csv', text: 'CSV' },
] as const

/** 导出: which list, as what; it is made while one goes on, and waits on one's own page. */
export function ExportButton({ dropId }: { readonly dropId: string }) {
  const { state, send, ask, putAway } = useDeed(startExport, () => undefined)
  const [list, setList] = useState<ExportList>('vouchers')
  const [format, setFormat] = useState<'xlsx' | 'csv'>('xlsx')
  const start = () =>
    send({ params: { dropId }, body: { list, format } }, () => {
      void Taro.navigateTo({ url: '/console/exports' })
      return '已经开始导出'
    })
  return (
    <>
      <Button id="export" tone="line" shape="small" icon="download" onTap={ask}>
        导出
      </Button>
      {state.kind !== 'idle' && (
        <Confirm
          title="导出"
          body={
            <View>
              <Choice id="export-list" label="哪张表" value={list} options={lists} onChange={setList} />
              <Choice id="export-format" label="格式" value={format} options={formats} onChange={setFormat} />
              <Text className="block t14 quiet">姓名和手机号都打码。谁在什么时候导出了什么会留下记录。</Text>
              {state.kind === 'failed' && (
                <Text className="block no" id="export-failed">
                  {state.words}
                </Text>
              )}
            </View>
          }
          yes="开始导出"
          busy={state.kind === 'sending' && '正在开始…'}
          onNo={putAway}
          onYes={() => void start()}
        />
      )}
    </>
  )
}
