import Taro from '@tarojs/taro'
import { grantsOf, useMe } from '../lib/me'
import { Button } from '../ui/button'
import { ExportButton } from './export-button'

/** What is looked at, taken out and settled of a drop that is no draft any more. */
export function DropRecords({ dropId }: { readonly dropId: string }) {
  const me = useMe()
  const mayExport = grantsOf(me, 'operator').length > 0 || grantsOf(me, 'staff').length > 0
  return (
    <>
      <Button
        id="to-figures"
        tone="line"
        shape="small"
        icon="chart"
        onTap={() => void Taro.navigateTo({ url: `/console/figures?dropId=${dropId}` })}
      >
        数据
      </Button>
      <Button
        id="to-reconcile"
        tone="line"
        shape="small"
        icon="check"
        onTap={() => void Taro.navigateTo({ url: `/console/reconcile?dropId=${dropId}` })}
      >
        对账结算
      </Button>
      <Button
        id="open-log"
        tone="line"
        shape="small"
        icon="list"
        onTap={() => void Taro.navigateTo({ url: `/console/drop-log?dropId=${dropId}` })}
      >
        操作记录
      </Button>
      {mayExport && (
        <Button
          id="to-look-up"
          tone="line"
          shape="small"
          icon="phone"
          onTap={() => void Taro.navigateTo({ url: `/console/look-up?dropId=${dropId}` })}
        >
          客服查询
        </Button>
      )}
      {mayExport && <ExportButton dropId={dropId} />}
    </>
  )
}
