import {
  listTemplates,
  makeFromTemplate,
  removeTemplate,
  type Template,
} from '@gonghui/shared/benefits/templates'
import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { kindWords } from '../lib/drop-words'
import { useAnswer } from '../lib/use-answer'
import { useDeed } from '../lib/use-deed'
import { useGrant } from '../lib/use-grant'
import { grouped, momentOf } from '../lib/words'
import { Button } from '../ui/button'
import { ConsolePage } from '../ui/console'
import { Cover } from '../ui/cover'
import { NoGrant, OrgChoice } from '../ui/org-choice'
import { Price } from '../ui/price'
import { Confirm } from '../ui/sheet'
import { Empty, Loading, Offline, Refused } from '../ui/states'
import { type Column, Table } from '../ui/table'
import { AnewDialog } from './anew-dialog'
import './console-drops.scss'

type Asked = { readonly deed: 'make' | 'remove'; readonly one: Template }

const columnsFor = (ask: (asked: Asked) => void): readonly Column<Template>[] => [
  {
    name: '模板',
    width: 'minmax(0, 2fr)',
    cell: ({ cover, name }) => (
      <View className="row drops-title">
        <Cover cover={cover} shape="tile" />
        <Text>{name}</Text>
      </View>
    ),
  },
  {
    name: '类别',
    width: '110px',
    cell: ({ kind, isLottery }) => `${kindWords[kind]}${isLottery ? '・抽签' : ''}`,
  },
  {
    name: '会员价',
    width: '130px',
    cell: (one) => <Price memberFen={one.memberPriceFen} listFen={one.listPriceFen} size="s" />,
  },
  { name: '库存', width: '90px', end: true, cell: ({ stock }) => grouped(stock) },
  { name: '存于', width: '150px', cell: ({ savedAt }) => momentOf(savedAt) },
  {
    name: '',
    width: '200px',
    end: true,
    cell: (one) => (
      <View className="row drops-left">
        <Button
          id={`remove-${one.templateId}`}
          tone="quiet"
          shape="pill"
          onTap={() => ask({ deed: 'remove', one })}
        >
          删除
        </Button>
        <Button
          id={`make-${one.templateId}`}
          tone="pale"
          shape="pill"
          onTap={() => ask({ deed: 'make', one })}
        >
          用它新建
        </Button>
      </View>
    ),
  },
]

/** 模板: what one's union often gives, ready to be given again. */
export default function Templates() {
  const { me, grants, grant, choose } = useGrant('operator')
  const { answer, reload } = useAnswer(listTemplates, grant ? { params: { orgId: grant.orgId } } : undefined)
  const [asked, setAsked] = useState<Asked>()
  const removing = useDeed(removeTemplate, reload)
  const close = () => setAsked(undefined)
  return (
    <ConsolePage at="drops" title="福利模板" under={grant?.orgName}>
      <OrgChoice grants={grants} grant={grant} onChoose={choose} />
      {!grant && <NoGrant me={me} what="用模板" />}
      {grant && answer.kind === 'loading' && <Loading />}
      {answer.kind === 'offline' && <Offline busy={answer.busy} onRetry={reload} />}
      {answer.kind === 'refused' && <Refused problem={answer.problem} />}
      {answer.kind === 'ready' && answer.body.items.length > 0 && (
        <Table
          id="template"
          columns={columnsFor(setAsked)}
          rows={answer.body.items}
          keyOf={({ templateId }) => templateId}
        />
      )}
      {answer.kind === 'ready' && answer.body.items.length === 0 && (
        <Empty icon="doc" title="还没有模板" next="打开办过的一场，在“再办一场”里点“存为模板”" />
      )}
      {asked?.deed === 'make' && (
        <AnewDialog
          to={makeFromTemplate}
          params={{ orgId: asked.one.orgId, templateId: asked.one.templateId }}
          title={`用“${asked.one.name}”新建`}
          isLottery={asked.one.isLottery}
          onClose={close}
        />
      )}
      {asked?.deed === 'remove' && (
        <Confirm
          title={`删除模板“${asked.one.name}”？`}
          body={
            removing.state.kind === 'failed' ? removing.state.words : '用它建过的福利不受影响，模板不能找回。'
          }
          yes="删除"
          tone="danger"
          busy={removing.state.kind === 'sending' && '正在删除…'}
          onNo={close}
          onYes={() =>
            void removing.send(
              { params: { orgId: asked.one.orgId, templateId: asked.one.templateId } },
              () => {
                close()
                return '已删除'
              },
            )
          }
        />
      )}
    </ConsolePage>
  )
}
