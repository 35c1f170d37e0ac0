/* Two functions of zlib for Python. */
#define PY_SSIZE_T_CLEAN
#include <Python.h>
#include <zlib.h>

static PyObject *crc(PyObject *module, PyObject *argument)
{
    Py_buffer view;
    if (PyObject_GetBuffer(argument, &view, PyBUF_SIMPLE) < 0)
        return NULL;
    unsigned long sum = crc32_z(0, view.buf, (size_t)view.len);
    PyBuffer_Release(&view);
    return PyLong_FromUnsignedLong(sum);
}

static PyObject *version(PyObject *module, PyObject *unused)
{
    return PyUnicode_FromString(zlibVersion());
}

static PyMethodDef methods[] = {
    {"crc32", crc, METH_O, "crc32(data) -> int"},
    {"version", version, METH_NOARGS, "version() -> str"},
    {NULL, NULL, 0, NULL},
};

static struct PyModuleDef definition = {PyModuleDef_HEAD_INIT, .m_name = "checksum._zlib", .m_methods = methods};

PyMODINIT_FUNC PyInit__zlib(void)
{
    return PyModule_Create(&definition);
}
