//! The stable codes of diagnostics and what `--explain` says about each. The only list of codes.

mod costs;
#[macro_use]
mod table;

// E00xx the generator itself, E01xx reading, E02xx structure and references, E03xx meaning, E04xx names, E05xx configuration,
// E06xx overlays, E09xx files and folders.
codes! {
    /// The generator is at fault, and not the document.
    ///
    /// Something that cannot be was so all the same; nothing is written. Report it with the document and the message,
    /// which names the place in the generator. Exit status 4.
    Internal = "E0001",
    /// The file is not valid YAML or JSON.
    ///
    /// The place is where reading stopped; the mistake is often a line or two above: a quote or bracket that is
    /// never closed, a tab used for indentation, or a text with `: ` in it that wants quotes.
    Syntax = "E0101",
    /// The file is not UTF-8.
    ///
    /// Documents are read as UTF-8, with or without a byte order mark. Save the file as UTF-8; the message says at
    /// which byte it is not, or which other encoding the file seems to have.
    Encoding = "E0102",
    /// The file holds a control character.
    ///
    /// YAML and JSON allow no raw one below U+0020 but tab and line breaks, and those from U+007F to U+009F in quotes
    /// only. Remove it, or write it as an escape (`\\u0000`) in a double-quoted text if it is really meant.
    ControlCharacter = "E0103",
    /// The file is larger than allowed.
    ///
    /// The limit guards against reading something that is no API description. Raise `document.max_bytes` in
    /// regen.toml if the file is what you want.
    TooLarge = "E0104",
    /// The file nests deeper than allowed.
    ///
    /// Lists and mappings may stand 256 deep within one another. Name an inner schema in `components/schemas` and
    /// refer to it.
    TooDeep = "E0105",
    /// The file has more values than allowed.
    ///
    /// The limit guards memory: a file of two million values is no API description.
    TooManyNodes = "E0106",
    /// The aliases of the file expand to more than allowed.
    ///
    /// Each `*alias` stands for a copy of its `&anchor`. Copies of copies grow without bound (a "billion laughs"
    /// bomb), so that their number and size are limited. Use `$ref` to a component instead.
    AliasExpansion = "E0107",
    /// An alias stands inside the value it names.
    ///
    /// Such a value contains itself and has no end. Use `$ref` to a named schema for recursive types.
    AliasCycle = "E0108",
    /// An alias is used as a mapping key.
    ///
    /// Write the key out: keys are names here, and a name that stands elsewhere is easily changed by mistake.
    AliasKey = "E0109",
    /// A mapping has the same key twice.
    ///
    /// Readers differ in which of the two they take, so neither is. Remove one; the message shows both. Keys that
    /// differ in quotes only (`200` and `"200"`) are the same key.
    DuplicateKey = "E0110",
    /// The file uses a merge key (`<<`).
    ///
    /// Merge keys left YAML with version 1.2 and readers disagree about them. Write the entries out, or use `allOf`
    /// with a `$ref`. A key that is really called `<<` is written in quotes.
    MergeKey = "E0111",
    /// The file uses a tag that has no meaning here.
    ///
    /// Only the tags of YAML's core schema are read: `!!str`, `!!int`, `!!float`, `!!bool`, `!!null`, `!!map` and
    /// `!!seq`. Tags such as `!include` or `!!python/object` are never followed. Remove the tag.
    Tag = "E0112",
    /// A number that JSON cannot write.
    ///
    /// `.nan` and `.inf` have no JSON spelling and can be no value of an API. Remove the value, or quote it if a
    /// text is meant.
    NonFinite = "E0113",
    /// A mapping key is no text.
    ///
    /// Keys are texts (numbers and booleans are read as their text). Lists, mappings and null cannot be keys. Put
    /// the key in quotes if a text is meant.
    KeyKind = "E0114",
    /// The file holds more than one document.
    ///
    /// Only one YAML document is read from a file. Remove what follows `---` or `...`, or split the file.
    ManyDocuments = "E0115",
    /// The file is empty.
    ///
    /// There is nothing in it but white space and comments. Check the path.
    Empty = "E0116",
    /// A scalar does not have the form that its tag or notation asks for.
    ///
    /// For example `!!int twelve`, or a hexadecimal number beyond 128 bits. Correct the value or remove the tag.
    ScalarForm = "E0117",
    /// The file has a conflict that git could not merge.
    ///
    /// Two branches changed the same lines. Keep what is right of both and remove the lines that begin with `<<<<<<<`,
    /// `=======` and `>>>>>>>`. Generated files are not merged by hand: `regen` writes them anew.
    Conflict = "E0118",
    /// The file is not an OpenAPI document.
    ///
    /// An OpenAPI document is a mapping with `openapi: 3.x.y` at its top, or `swagger: "2.0"`. A file that only parts of
    /// others refer to is none: give the file that refers to it.
    NotOpenApi = "E0201",
    /// The document is of a version of OpenAPI that is not supported.
    ///
    /// Versions 3.0, 3.1 and 3.2 are, and 2.0 under `swagger`.
    UnsupportedVersion = "E0202",
    /// The document's version is written in an unusual way.
    ///
    /// `openapi: 3.0` without quotes is a number, and a patch version may not exist. It is clear what is meant, so
    /// that reading goes on; write `openapi: "3.0.3"`.
    OddVersion = "E0203",
    /// A value is of the wrong kind.
    ///
    /// For example a list where a mapping belongs. The message says what is there and what is expected, the note what
    /// is lost. An overlay mends the place; a text where a list of texts belongs is read as a list of one.
    WrongKind = "E0204",
    /// A required field is missing.
    ///
    /// The standard requires it. Something was assumed, or what lacks it is left out. An overlay with `update` adds it.
    MissingField = "E0205",
    /// A field that the standard does not know in this place.
    ///
    /// It has no effect. Most often it is misspelt, or stands a level too deep or too high. Fields of your own
    /// start with `x-`.
    UnknownField = "E0206",
    /// A field is `null` where the standard knows no `null`.
    ///
    /// It is treated as absent. In YAML a key with nothing after it is `null`.
    NullField = "E0207",
    /// A number or boolean stands where text belongs.
    ///
    /// It is read as the text it is written as. Put it in quotes.
    ScalarAsText = "E0208",
    /// A field has a value that the standard does not list.
    ///
    /// The message lists what is allowed. An overlay with `update` puts one of them there.
    FieldValue = "E0209",
    /// A schema has a type that does not exist.
    ///
    /// Types are `string`, `number`, `integer`, `boolean`, `array`, `object` and (from 3.1) `null`. A schema for
    /// any value has no `type`; a file is `type: string` with `format: binary`. An overlay with `update` mends it.
    UnknownType = "E0210",
    /// A reference leads to something of another kind, or stands where the standard knows none.
    ///
    /// Refer to `#/components/schemas/...` where a schema belongs, and so on. A lone reference in place of anything
    /// else, such as an operation or all `paths`, is followed, with a warning for each kind of thing. What leads to the
    /// wrong kind is lost alone, such as a schema, which becomes a JSON value. An overlay corrects the reference.
    ReferenceKind = "E0211",
    /// References lead back to where they began.
    ///
    /// A chain of `$ref`s (or of `allOf`s) that ends in itself describes nothing. A schema may refer to itself
    /// below `properties`, `items`, `oneOf` and the like.
    ReferenceCycle = "E0212",
    /// References expand to more than allowed.
    ///
    /// Parameters, responses and the like are copied to where they are referred to. Large examples in components
    /// that are used very often are the usual cause. Of schemas that are made of each other by `$ref` and `allOf`, 1,000
    /// may follow each other.
    ReferenceExpansion = "E0213",
    /// A field beside `$ref` has no effect.
    ///
    /// In OpenAPI 3.0 everything beside `$ref` is ignored; annotations such as `description` and `nullable` are
    /// honoured nevertheless because they are so common. Write `allOf: [{$ref: ...}]` to combine.
    ReferenceSibling = "E0214",
    /// A feature of another version of OpenAPI is used.
    ///
    /// It is understood and does what it does in its own version. Said once for each feature.
    VersionFeature = "E0215",
    /// A keyword of a schema has no effect.
    ///
    /// It does not belong to the schema's type, or its value makes no sense there (a negative length, a number in
    /// quotes, `required: true`), so that it is ignored.
    KeywordIgnored = "E0216",
    /// A value of an `enum` does not fit the schema's `type`.
    ///
    /// Where the value's text is clearly meant (`type: string` with an unquoted `2020`) it is taken so, and
    /// otherwise the value is left out: no value could match it.
    EnumMember = "E0217",
    /// A discriminator's mapping leads to a schema that does not exist.
    ///
    /// A mapping's value names a component schema, or refers to one. The entry is ignored; an overlay can remove it.
    DiscriminatorMapping = "E0218",
    /// A path is not well-formed.
    ///
    /// Paths start with `/`; parameters stand in braces (`/pets/{petId}`), which are never empty or nested. Such a path is
    /// left out. A query in it is sent, a fragment is not. An overlay with `copy` moves its operations to another key, and
    /// `exclude_paths` under `[select]` leaves it out without a warning.
    PathSyntax = "E0219",
    /// A path parameter is declared, yet its path has no place for it.
    ///
    /// It is left out. Most often the names differ in spelling.
    PathParameterUnused = "E0220",
    /// A path has a place for a parameter that is not declared.
    ///
    /// A text parameter is assumed. Declare it under `parameters` with `in: path`.
    PathParameterUndeclared = "E0221",
    /// A parameter stands twice in one list.
    ///
    /// A parameter is known by its `name` and `in`; headers are equal whatever their case. The first one counts.
    DuplicateParameter = "E0222",
    /// A parameter (or header) is not described as it should be.
    ///
    /// It has either a `schema` or a `content` with one media type, and path parameters have `required: true`.
    /// The message says what was assumed, if anything. How a list within the style `deepObject` is written no document can
    /// say: `deep_object_lists` of the configuration does.
    ParameterShape = "E0223",
    /// A header parameter that the standard sets aside.
    ///
    /// `Accept`, `Content-Type` and `Authorization` follow from the media types and the security schemes; as
    /// parameters they are ignored.
    ReservedHeader = "E0224",
    /// A header or cookie has a name that HTTP cannot carry.
    ///
    /// Names consist of letters, digits and ``!#$%&'*+-.^_`|~``. It is left out until an overlay mends its name.
    HeaderName = "E0225",
    /// A media type is not well-formed.
    ///
    /// Media types have the form `application/json` or `text/plain; charset=utf-8`.
    /// A list of them in one key of `content` is read, and so is `*`, with a warning. Other entries are ignored; where no
    /// entry is left, the body is bytes. An overlay adds an entry under the right name and removes the other.
    MediaTypeName = "E0226",
    /// A response is listed under something that is no status code.
    ///
    /// Keys are codes from `100` to `599`, ranges from `1XX` to `5XX`, and `default`. A range in lower-case
    /// letters is read, with a warning. What stands under another key is left out; an overlay can move it.
    StatusKey = "E0227",
    /// Two operations have the same `operationId`.
    ///
    /// Both are generated, one of them under a name that is made different.
    DuplicateOperationId = "E0228",
    /// A security requirement names a scheme that does not exist.
    ///
    /// It is left out. Declare the scheme under `components/securitySchemes`.
    UnknownSecurityScheme = "E0229",
    /// A security scheme or one of its flows lacks what it needs to be used.
    SecurityIncomplete = "E0230",
    /// No request can be sent to a server's address.
    ///
    /// It has a variable that is not declared, is not one of HTTP, names no host, or holds what would change where
    /// requests and credentials go: a login, a fragment, a control character. It is left out. Declare variables under
    /// `variables` with a `default`; write `https://`, a host and a path, or a path alone.
    ServerAddress = "E0231",
    /// The document describes webhooks, which are requests that users of the API receive.
    ///
    /// What is generated is a client that sends requests. Of each webhook and callback comes the type of its body, by a name
    /// of its own in the module `webhooks`, behind a feature of that name (below the module, in a crate of several documents).
    Webhooks = "E0232",
    /// Two tags or two servers have the same name, two headers but for their case, or two paths but for the names of their
    /// parameters.
    ///
    /// The standard forbids it; the message says what was done.
    Duplicate = "E0233",
    /// An example cannot be read.
    ///
    /// Its reference leads nowhere, or it is not of the form that the standard gives to examples. It is left out;
    /// examples never matter for what is generated.
    Example = "E0235",
    /// `$id` or `$schema` change how a schema is to be read, which is not supported.
    ///
    /// References are read as if it were absent: they are relative to the file in which they stand. Dialects other
    /// than OpenAPI's own are read as if they were that.
    SchemaBase = "E0236",
    /// An example or default does not fit its schema.
    ///
    /// The message says where it differs. It is left out: an example that the API would not accept misleads, and so
    /// does such a default. `example_mismatch` under `[policy]` makes an error of it, or nothing.
    ExampleMismatch = "E0237",
    /// An example or default holds something that its type does not keep.
    ///
    /// It has a member that the schema has no property for, most often a misspelt or forgotten one, or more digits than
    /// `format: float` has. Decoding drops it. Name the property, say by `additionalProperties` what others may hold, or
    /// write `format: double`. The example stays.
    ExampleLoss = "E0238",
    /// The document is of Swagger 2.0, which cannot say all that a client needs to know.
    ///
    /// It has no words for values that may be `null` (`x-nullable: true` is read), for one of several schemas, for
    /// cookies, for tokens of `Authorization: Bearer`, and for media types that differ in their schemas. JSON is assumed
    /// where neither the operation nor the document names a media type, and `https` where there are no `schemes`.
    /// Converters to OpenAPI 3 exist; an overlay can say the rest then.
    Swagger = "E0239",
    /// A field stands where it means nothing, beside one that excludes it, or an object lacks one that it needs.
    ///
    /// The schemas of the OpenAPI Initiative refuse the document for it; what comes out is the same. Of fields that
    /// exclude each other (`example` and `examples`, `value` and `externalValue`, `operationId` and `operationRef` of a
    /// link, ...) keep one. Fields of parameters depend on `in` (`allowReserved` is of the query, since 3.2 also of
    /// paths and cookies), those of security schemes on `type`. `in: querystring` is the whole query: it stands once,
    /// and beside no `in: query`.
    MisplacedField = "E0240",
    /// A reference leads to another host, or uses a scheme such as `file:`.
    ///
    /// Nothing is ever fetched. Save the other document beside this one and refer to it by its name, in an overlay.
    RemoteReference = "E0250",
    /// A reference leads out of the document's folder, or out of `root` under `[document]`.
    ///
    /// Only files beside the document (or in folders below it) are read: no absolute paths, no `..` that leads out of
    /// the folder, no backslashes, and no percent-encoded dots or slashes. Where a document shares files with others,
    /// let `root` name the folder around all of them.
    OutsideReference = "E0251",
    /// A file that a reference names cannot be read.
    ///
    /// It is missing, unreadable, or not valid. Names are relative to the file in which the reference stands.
    ReferencedFile = "E0252",
    /// A reference is not well-formed.
    ///
    /// References have the form `#/components/schemas/Pet`, `other.yaml#/Pet` or `#anchor`. In a pointer `~0`
    /// stands for `~` and `~1` for `/`; other characters after `~` mean nothing, and `%` starts two hexadecimal
    /// digits.
    ReferenceSyntax = "E0253",
    /// A reference leads to nothing.
    ///
    /// The place it names is not in the file. Check the spelling, upper and lower case included. What refers to nothing
    /// is lost alone: a schema becomes a JSON value, a response has bytes. An overlay corrects it, or adds what is missing.
    MissingReference = "E0254",
    /// The document, the configuration or another file cannot be read.
    ///
    /// The message says what the system said. Check the path and the permissions.
    UnreadableFile = "E0901",
    /// The output cannot be written.
    ///
    /// The disk is full, or the folder may not be written. The output is as it was before; mend the cause and run
    /// again.
    UnwritableOutput = "E0902",
    /// A file that was not generated is where a generated one should be.
    ///
    /// Files without the mark in their first line belong to someone else and are never touched, not even with
    /// `--force`; symbolic links are not followed, nor is one that leads out of a project to a folder or a file of it.
    /// Move the file away, or choose another folder with `--out`.
    ForeignFile = "E0903",
    /// A generated file was edited by hand.
    ///
    /// Its text does not fit the digest that ends the mark in its first line. The edit would be lost. Change the document, the configuration or the generator instead, then undo the edit,
    /// or overwrite it with `--force`.
    EditedFile = "E0904",
    /// The output may be half written.
    ///
    /// A write failed, and so did taking back those before it. A journal in the folder `.regen` of the output knows
    /// what is missing: mend the cause and run the same command again.
    HalfWritten = "E0905",
    /// The generator wants to write outside its output folder.
    ///
    /// This is a bug of the generator, whatever the document says. Nothing was written; please report it.
    EscapingPath = "E0906",
    /// The configuration is not valid TOML.
    ///
    /// The place is where reading stopped. Texts stand in quotes, and a key may be set once.
    ConfigSyntax = "E0501",
    /// The configuration has a key that means nothing.
    ///
    /// Keys are checked so that a misspelt one is not silently without effect. `spec/regen.toml` documents all.
    ConfigUnknownKey = "E0502",
    /// A value of the configuration cannot be meant.
    ///
    /// The message says what the key takes.
    ConfigValue = "E0503",
    /// The overlay is not an Overlay document.
    ///
    /// An overlay has `overlay: 1.0.0` (or 1.1.0), `info` with a title and a version, and a list of `actions`,
    /// each with a `target` and one of `update`, `remove: true` or (1.1) `copy`.
    OverlayShape = "E0601",
    /// A query of an overlay is not valid.
    ///
    /// Targets are queries by RFC 9535, for example `$.paths['/pets'].get` or
    /// `$.components.schemas.*[?@.deprecated == true]`.
    OverlayQuery = "E0602",
    /// An action of an overlay matches nothing.
    ///
    /// An action without an effect is most often one that the document has moved away from. Correct its target or
    /// remove it.
    OverlayNoMatch = "E0603",
    /// An action of an overlay does not fit what it matches.
    ///
    /// Mappings take mappings, lists take an item to append, and the root cannot be removed.
    OverlayConflict = "E0604",
    /// The overlays make the document larger or deeper than allowed.
    OverlayTooLarge = "E0605",
    /// The members of an `allOf` contradict each other.
    ///
    /// No value fits all of them. The schema becomes a JSON value until the document agrees with itself. Where one of
    /// them extends the other and gives a property another type, the one that extends counts.
    AllOfConflict = "E0302",
    /// The unions of a schema have too many combinations.
    ///
    /// Several `oneOf` or `anyOf` that hold at once are multiplied out, up to a bound; those beyond it are left out.
    UnionTooLarge = "E0303",
    /// A chain of aliases and unions leads back to itself without ever saying what a value looks like.
    ///
    /// The schema becomes a JSON value.
    EndlessAlias = "E0304",
    /// Several things want one name, and nothing but a number tells them apart; or one of them has to go without.
    ///
    /// Such a number can move when the document grows. Pin a name under `[names.overrides]`, or rename one of them.
    NameCollision = "E0401",
    /// Something is what it was, and would be called otherwise, because of what else changed in the document.
    ///
    /// What had the name in the last version of the crate keeps it by a line under `[names.overrides]`, which
    /// `regen --pin` writes; a newcomer that wants it is told from it in words. To let the name move, write the new one there.
    NameMoves = "E0402",
    /// An operation is left out because it cannot be called without something that cannot be read or expressed.
    ///
    /// That is its body, a required parameter, or, where `unsupported = "skip"` under `[policy]` asks for it, a schema.
    /// Mend what the other message names, or leave the operation out by `exclude_operations` under `[select]`.
    Skipped = "E0305",
    /// What is said of an operation's pagination does not fit the operation.
    ///
    /// The pages are not followed; the operation is called as any other. The kinds that are understood are offsets,
    /// page numbers, cursors (inputs that are optional query parameters) and links, over a list in a JSON answer.
    PaginationUnused = "E0306",
    /// A list has a schema for each of its first places, and its length is not fixed.
    ///
    /// Say `items: false`, or `maxItems`, if no more items follow: up to 12 places are a tuple, of which the last may be
    /// missing where `minItems` does not ask for all of them. Until then the items are JSON values.
    OpenTuple = "E0307",
    /// A name under `required` is no property of the schema.
    ///
    /// Most often it is misspelt. Correct it, describe the property, or say `additionalProperties: true`. Until then it
    /// is any JSON: `validate()` asks for it, and what is received may lack it.
    RequiredUnknown = "E0308",
    /// The crate would be far larger than the document, or take more memory to make than there is on a small machine.
    ///
    /// Members of `allOf` are repeated in every schema, forms in every operation, texts at every reference. There may be
    /// 50,000 such parts, and 20 more for each node of the document. Everything counts the memory that it takes: about
    /// 4 kB for a schema, 12 for an operation, 1.5 for a part of either, 40 bytes for each byte of a long name, 3 for each
    /// byte of the document and 190 for each of its nodes, of 400 MiB for all together. An enum has 50,000 values at most, an object and an operation 10,000 parts, a union 2,000
    /// alternatives; there are 60,000 parameters, responses, headers and bodies, each counted where it is described; all
    /// files together have 192 MiB, one has 24.
    ///
    /// Choose the operations that the program needs with `[select]`: of those that are left out nothing counts but the
    /// nodes of the document.
    CrateTooLarge = "E0309",
    /// The values that a schema describes cannot be written or read in their media type.
    ///
    /// XML, and text or files of lists and objects, are text or bytes in the crate, and the schema has no effect. Offer
    /// JSON beside it, or name the media type that the API sends. Of an answer in several media types, the JSON is what
    /// is asked for, and text or XML with another schema is left out.
    UntypedContent = "E0310",
    /// The configuration names something that the document does not have.
    ///
    /// A setting without an effect is most often one that the document has moved away from. Correct or remove it.
    UnusedSetting = "E0504",
    /// The version of the generated crate is too low for what changed since its last version.
    ///
    /// Below 1.0.0 the second number says that code may break, the third anything else. Set `version` under `[crate]` in
    /// regen.toml to the one that the message names, or back to the last one: what changed is then not released yet, and
    /// `release` chooses the version. The last version is what the changelog last told of in git; `--base REV` judges
    /// against another revision. `diff --base REV` shows every change.
    VersionTooLow = "E0505",
    /// Nothing is called like that: `api.snap` of the generated crate lists every item, `diff` every change.
    UnknownItem = "E0506",
    /// Two versions of the changelog tell of the same addition.
    ///
    /// What was added once cannot be added again: a merge has brought the line twice. Remove it from the section of the
    /// version that did not bring it.
    ToldTwice = "E0507",
    /// The command line has something that means nothing, or lacks something.
    ///
    /// `--help` says what there is.
    CommandLine = "E0508",
}
