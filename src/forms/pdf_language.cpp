#include "forms/pdf_language.h"

#define POINTERHOLDER_TRANSITION 4  // std::shared_ptr only
#include <qpdf/QPDF.hh>
#include <qpdf/QPDFWriter.hh>

namespace dw::forms {

// libqpdf throws; this is the file that catches it.
Result<Bytes> with_language(Bytes pdf, Language language) {
    try {
        QPDF document;
        document.setSuppressWarnings(true);
        document.processMemoryFile("copy", reinterpret_cast<const char*>(pdf.data()), pdf.size());
        auto root = document.getRoot();
        root.replaceKey("/Lang", QPDFObjectHandle::newString(std::string(code_of(language))));
        root.replaceKey("/ViewerPreferences",
                        QPDFObjectHandle::parse("<< /DisplayDocTitle true >>"));
        QPDFWriter writer(document);
        writer.setOutputMemory();
        writer.write();
        const auto buffer = writer.getBufferSharedPointer();
        return Bytes(buffer->getBuffer(), buffer->getBuffer() + buffer->getSize());
    } catch (const std::exception& exception) {
        return unavailable("forms.pdf", exception.what());
    }
}

}  // namespace dw::forms
