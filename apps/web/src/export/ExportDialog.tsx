import { useEffect, useState } from 'react';
import type { EncodedPicture, ExportClient } from '../engine/export.api.ts';
import { createExportClient } from '../engine/export.client.ts';
import { metadataOf } from '../engine/metadata/keep-metadata.ts';
import type { KeptMetadata } from '../engine/metadata/kept-metadata.ts';
import type { StudioClient } from '../engine/studio.api.ts';
import { activePicture } from '../state/active-picture.ts';
import { type Problem, toProblem } from '../state/problem.ts';
import { useWorkspaceStore } from '../state/use-workspace.ts';
import type { WorkspaceState } from '../state/workspace-state.ts';
import { Dialog } from '../ui/Dialog.tsx';
import { saveFile } from '../ui/save-file.ts';
import { useWords } from '../words/use-words.ts';
import { type Delivered, DownloadNote } from './DownloadNote.tsx';
import { ExportActions } from './ExportActions.tsx';
import { ExportOptions } from './ExportOptions.tsx';
import { ExportPreview } from './ExportPreview.tsx';
import { type ExportSettings, encodeSettings, keepSettings, readSettings } from './export-settings.ts';
import { fileName, suggestedName } from './file-name.ts';
import { KeptFromPhoto } from './KeptFromPhoto.tsx';
import { type Exported, exportRequest, useComposed } from './use-composed.ts';
import { useEncoding } from './use-encoding.ts';

interface ExportDialogProps {
  readonly onClose: () => void;
  /** The one that draws the open picture. */
  readonly studio: Pick<StudioClient, 'whole' | 'layers'>;
}

interface Delivery {
  readonly isBusy: boolean;
  readonly problem: Problem | null;
  /** What was saved last, as long as the settings are those of then. */
  readonly delivered: Delivered | null;
}

const AT_REST: Delivery = { isBusy: false, problem: null, delivered: null };
const NOTHING_SAID: KeptMetadata = { camera: false, date: false, author: false };

/** What is open; a picture that a server made has no layers to compose. */
function exportedOf(state: WorkspaceState): Exported | null {
  const asked = state.request();
  if (asked) return { by: 'studio', request: asked };
  const picture = activePicture(state);
  const png = picture?.work.name === 'ready' ? picture.work.served : undefined;
  return picture && png ? { by: 'server', png, original: picture.file } : null;
}

/** Makes a file of the open picture: what kind, how good, how large, with a look at what it will be. */
export function ExportDialog({ onClose, studio }: ExportDialogProps) {
  const words = useWords();
  const store = useWorkspaceStore();
  // What was open when the dialog came is what is exported: nothing changes behind it.
  const [picture] = useState(() => activePicture(store.getState()));
  const pictureName = picture?.name ?? '';
  const [exported] = useState(() => exportedOf(store.getState()));
  const request = exported?.by === 'studio' ? exported.request : null;
  const [settings, setSettings] = useState<ExportSettings>(() => readSettings());
  const [typedName, setTypedName] = useState<string | null>(null);
  const exporter = useExporter();
  const metadata = useMetadata(picture?.file ?? null);
  const isMatteOnly = settings.isMatteOnly && settings.format !== 'psd';
  const { composed, problem: composeProblem } = useComposed(
    { studio, exporter },
    exported,
    isMatteOnly,
    pictureName,
  );
  const encoding = useEncoding(exporter, composed?.source ?? null, encodeSettings(settings), pictureName);
  const [delivery, setDelivery] = useState<Delivery>(AT_REST);

  const name = typedName ?? suggestedName(pictureName, isMatteOnly);
  const wholeName = fileName(name, settings.format);
  const isPsd = settings.format === 'psd';
  const isCurrent = encoding.state === 'done' && !isPsd;

  function change(changes: Partial<ExportSettings>): void {
    const next = { ...settings, ...changes };
    setSettings(next);
    keepSettings(next);
    setDelivery(AT_REST);
  }

  function rename(next: string): void {
    setTypedName(next);
    setDelivery(AT_REST);
  }

  /** The file as the settings ask for it, made now where it is not there yet. */
  async function makeFile(): Promise<Blob> {
    const wanted = encodeSettings(settings);
    if (wanted) {
      if (isCurrent && encoding.file) return encoding.file.file;
      return (await encodeNow(wanted)).file;
    }
    const layers = await studio.layers(exportRequest(request!, false));
    const { layers: names } = words.export;
    return exporter.psd({ layers, names, original: request!.source.file, metadata: settings.metadata });
  }

  function encodeNow(wanted: NonNullable<ReturnType<typeof encodeSettings>>): Promise<EncodedPicture> {
    return exporter.encode(composed!.source, wanted);
  }

  async function deliver(): Promise<void> {
    setDelivery({ ...AT_REST, isBusy: true });
    try {
      const file = await makeFile();
      saveFile(file, wholeName);
      setDelivery({ ...AT_REST, delivered: { name: wholeName, bytes: file.size } });
    } catch (error) {
      setDelivery({ ...AT_REST, problem: toProblem(error, pictureName) });
    }
  }

  async function makePng(): Promise<Blob> {
    const maxSide = isPsd ? null : settings.maxSide;
    const asPng = encodeSettings({ ...settings, format: 'png', maxSide })!;
    if (settings.format === 'png' && isCurrent && encoding.file) return encoding.file.file;
    return (await encodeNow(asPng)).file;
  }

  const problem = delivery.problem ?? composeProblem ?? encoding.problem;
  return (
    <Dialog
      title={words.export.title}
      size="wide"
      isPadded={false}
      onClose={onClose}
      note={<DownloadNote delivered={delivery.delivered} />}
      actions={
        <ExportActions
          format={settings.format}
          ready={isCurrent && encoding.file ? encoding.file.file : null}
          name={wholeName}
          isPossible={composed !== null && !delivery.isBusy && (!isPsd || request !== null)}
          isBusy={delivery.isBusy}
          onDownload={deliver}
          makePng={makePng}
        />
      }
    >
      <div className="mt-3 flex border-t border-line wide:h-[min(560px,calc(100dvh-180px))] max-wide:flex-col">
        <ExportPreview
          composed={exported ? composed : null}
          encoding={encoding}
          isPsd={isPsd}
          isNothing={exported === null || (isPsd && !request)}
          isWriting={delivery.isBusy}
          problem={problem}
          settings={settings}
          fileName={wholeName}
          originalBytes={picture?.file.size ?? 0}
        />
        <div className="flex flex-col gap-3 overflow-y-auto border-line px-5 py-4 wide:w-[328px] wide:flex-none wide:border-l">
          {/* First, so that it stays where it is whatever a format has to choose. */}
          <NameField name={name} onChange={rename} extension={fileName('a', settings.format).slice(1)} />
          <ExportOptions
            settings={settings}
            onChange={change}
            full={composed ? composed.source : null}
            isOpaque={composed?.isOpaque ?? false}
            recipe={request?.recipe ?? null}
          />
          <KeptFromPhoto
            said={metadata}
            kept={settings.metadata}
            onChange={kept => change({ metadata: kept })}
          />
        </div>
      </div>
    </Dialog>
  );
}

function NameField({
  name,
  onChange,
  extension,
}: {
  readonly name: string;
  readonly onChange: (name: string) => void;
  readonly extension: string;
}) {
  const { export: words } = useWords();
  return (
    <label className="grid gap-1">
      <span className="font-medium">{words.name}</span>
      <span className="flex items-center gap-1.5">
        <input
          type="text"
          spellCheck={false}
          autoComplete="off"
          value={name}
          onChange={event => onChange(event.target.value)}
          className="h-8 min-w-0 flex-1 rounded-md border border-transparent bg-field px-2.5 hover:border-line-strong focus-visible:-outline-offset-1 touch:h-11 touch:rounded-[10px] touch:text-lg"
        />
        <span className="text-dim tabular-nums">{extension}</span>
      </span>
    </label>
  );
}

/** A client as long as the dialog is there. */
function useExporter(): ExportClient {
  const [exporter] = useState(createExportClient);
  useEffect(() => () => exporter.dispose(), [exporter]);
  return exporter;
}

function useMetadata(file: Blob | null): KeptMetadata {
  const [said, setSaid] = useState(NOTHING_SAID);
  useEffect(() => {
    let isWanted = true;
    if (file) void metadataOf(file).then(found => isWanted && setSaid(found));
    return () => {
      isWanted = false;
    };
  }, [file]);
  return said;
}
